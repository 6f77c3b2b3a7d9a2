import { ArgumentError, ADDEND_CLASSES } from '@mnist-adder/dataset';
import { checkFields, is } from '@mnist-adder/dataset/internal';
import { pairedPermutationTest } from './paired-permutation-test.js';
import type { RightAnswers } from './right-answers.js';

/** How two models compare on the same images. */
export interface PairedComparison {
  /** The fraction of the first model's answers that is right, 0..1. */
  readonly accuracy: number;
  /** The fraction of the other model's answers that is right, 0..1. */
  readonly otherAccuracy: number;
  /** Number of images for which the first model is right with more addends than the other. */
  readonly betterOn: number;
  /** Number of images for which the first model is right with fewer addends than the other. */
  readonly worseOn: number;
  /** The probability, 0..1, of a difference at least this large if the two were equally good. */
  readonly pValue: number;
}

/** A comparison of each output that both models have. */
export interface Comparison {
  readonly digit: PairedComparison;
  readonly sum?: PairedComparison;
  readonly both?: PairedComparison;
}

/** Compares the answers of two models to the same images by a paired permutation test. */
export function compareAnswers(ours: RightAnswers, theirs: RightAnswers): Comparison {
  for (const [name, answers] of Object.entries({ ours, theirs })) {
    checkFields(name, answers, { digit: is.bytes, sum: is.optional(is.bytes), both: is.optional(is.bytes) });
  }
  if (theirs.digit.length !== ours.digit.length) {
    throw new ArgumentError(
      'theirs.digit.length',
      `${ours.digit.length}, answers to the same images`,
      theirs.digit.length,
    );
  }
  return {
    digit: compare(ours.digit, theirs.digit),
    ...(ours.sum && theirs.sum && { sum: compare(ours.sum, theirs.sum) }),
    ...(ours.both && theirs.both && { both: compare(ours.both, theirs.both) }),
  };
}

function compare(ours: Uint8Array, theirs: Uint8Array): PairedComparison {
  const differences = Array.from(ours, (right, image) => right - theirs[image]!);
  const total = ours.length * ADDEND_CLASSES;
  const sum = (counts: Uint8Array) => counts.reduce((all, count) => all + count, 0);
  return {
    accuracy: sum(ours) / total,
    otherAccuracy: sum(theirs) / total,
    betterOn: differences.filter((difference) => difference > 0).length,
    worseOn: differences.filter((difference) => difference < 0).length,
    pValue: pairedPermutationTest(differences),
  };
}
