import { ADDEND_CLASSES } from '@mnist-adder/dataset';
import { pairedPermutationTest } from './paired-permutation-test.js';
import type { RightAnswers } from './right-answers.js';

/** How two models do on the same images. */
export interface PairedComparison {
  /** The parts, 0..1, that are right. */
  readonly accuracy: number;
  readonly otherAccuracy: number;
  /** The images on which the first is right for more addends than the other, and for fewer. */
  readonly betterOn: number;
  readonly worseOn: number;
  /** The chance, 0..1, of a difference as large or larger if the two were equally good. */
  readonly pValue: number;
}

/** A comparison for each output that both models have. */
export interface Comparison {
  readonly digit: PairedComparison;
  readonly sum?: PairedComparison;
  readonly both?: PairedComparison;
}

/** Compares the answers of two models to the same images. */
export function compareAnswers(ours: RightAnswers, theirs: RightAnswers): Comparison {
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
