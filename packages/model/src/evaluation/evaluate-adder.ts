import {
  ADDEND_CLASSES,
  ArgumentError,
  DIGIT_CLASSES,
  IMAGE_PIXELS,
  SUM_CLASSES,
  type DigitSet,
} from '@mnist-adder/dataset';
import { indexOfMax } from '../prediction/index-of-max.js';
import type { PredictEvery } from './predict-every.js';

/** How good a model that reads digits only is over all images. */
export interface DigitEvaluation {
  /** How many answers were looked at: one an image here, ten an image where every addend is added to it. */
  readonly pairs: number;
  /** The part of the pairs, 0..1, for which the digit is right. */
  readonly digitAccuracy: number;
  /** Mean cross entropy in nats. */
  readonly digitLoss: number;
  /** The cross entropies of all outputs added up. */
  readonly loss: number;
}

/** How good a model is over every pair of an image with an addend. */
export interface AdderEvaluation extends DigitEvaluation {
  /** The parts of the pairs, 0..1, for which the sum, and both digit and sum, are right. */
  readonly sumAccuracy: number;
  readonly bothAccuracy: number;
  readonly sumLoss: number;
}

export type Evaluation = DigitEvaluation | AdderEvaluation;

export interface EvaluateAdderOptions {
  /** How many images are predicted at once; the last batch may be smaller. Default: 500. */
  readonly batchSize?: number;
  /** Is told after each batch how many of the images are done. */
  readonly onProgress?: (done: number, images: number) => void;
}

/**
 * Measures a model on every image with every addend: 10,000 test images are 100,000 pairs, and no draw of addends can be
 * lucky. A model that reads digits only is measured on every image.
 *
 * @throws `ArgumentError` unless the batch size is a positive integer.
 */
export async function evaluateAdder(
  predictEvery: PredictEvery,
  { images, labels, size }: DigitSet,
  { batchSize = 500, onProgress }: EvaluateAdderOptions = {},
): Promise<Evaluation> {
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new ArgumentError('batchSize', 'an integer of at least 1', batchSize);
  }
  const total = { pairs: 0, digitRight: 0, sumRight: 0, bothRight: 0, digitLoss: 0, sumLoss: 0 };
  let adds = false;
  for (let start = 0; start < size; start += batchSize) {
    const end = Math.min(start + batchSize, size);
    const predicted = await predictEvery(images.subarray(start * IMAGE_PIXELS, end * IMAGE_PIXELS), end - start);
    adds = predicted.sum !== undefined;
    const digits = labelsOfPairs(labels.subarray(start, end), adds ? ADDEND_CLASSES : 1);
    const digit = score(predicted.digit, DIGIT_CLASSES, digits);
    total.pairs += digits.length;
    total.digitRight += countOnes(digit.right);
    total.digitLoss += digit.loss;
    if (predicted.sum !== undefined) {
      const sums = digits.map((digit, pair) => digit + (pair % ADDEND_CLASSES));
      const sum = score(predicted.sum, SUM_CLASSES, sums);
      total.sumRight += countOnes(sum.right);
      total.bothRight += countOnes(sum.right.map((right, pair) => right & digit.right[pair]!));
      total.sumLoss += sum.loss;
    }
    onProgress?.(end, size);
  }
  const { pairs } = total;
  const ofDigits = { pairs, digitAccuracy: total.digitRight / pairs, digitLoss: total.digitLoss / pairs };
  if (!adds) return { ...ofDigits, loss: ofDigits.digitLoss };
  return {
    ...ofDigits,
    sumAccuracy: total.sumRight / pairs,
    bothAccuracy: total.bothRight / pairs,
    sumLoss: total.sumLoss / pairs,
    loss: (total.digitLoss + total.sumLoss) / pairs,
  };
}

/** The label of each pair's image. */
function labelsOfPairs(labels: Uint8Array, pairsPerImage: number): Uint8Array {
  return Uint8Array.from(
    { length: labels.length * pairsPerImage },
    (_, pair) => labels[Math.floor(pair / pairsPerImage)]!,
  );
}

/** The cross entropies of an output added up, and for each pair a 1 where its likeliest class is its label. */
function score(logProbabilities: Float32Array, classes: number, labels: Uint8Array) {
  let loss = 0;
  const right = labels.map((label, pair) => {
    loss -= logProbabilities[pair * classes + label]!;
    return Number(indexOfMax(logProbabilities, pair * classes, classes) === label);
  });
  return { loss, right };
}

const countOnes = (bits: Uint8Array): number => bits.reduce((sum, bit) => sum + bit, 0);
