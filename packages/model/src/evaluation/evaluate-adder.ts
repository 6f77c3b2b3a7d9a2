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

/** How good a model is over every pair of an image with an addend. */
export interface Evaluation {
  /** How many pairs: ten for each image. */
  readonly pairs: number;
  /** The part of the pairs, 0..1, for which the digit, the sum, and both are right. */
  readonly digitAccuracy: number;
  readonly sumAccuracy: number;
  readonly bothAccuracy: number;
  /** Mean cross entropies in nats; `loss` is the two of them added up. */
  readonly digitLoss: number;
  readonly sumLoss: number;
  readonly loss: number;
}

export interface EvaluateAdderOptions {
  /** How many images are predicted at once; the last batch may be smaller. Default: 500. */
  readonly batchSize?: number;
  /** Is told after each batch how many of the images are done. */
  readonly onProgress?: (done: number, images: number) => void;
}

/**
 * Measures a model on every image with every addend: 10,000 test images are 100,000 pairs, and no draw of addends can be
 * lucky.
 *
 * @throws {ArgumentError} unless the batch size is a positive integer.
 */
export async function evaluateAdder(
  predictEvery: PredictEvery,
  { images, labels, size }: DigitSet,
  { batchSize = 500, onProgress }: EvaluateAdderOptions = {},
): Promise<Evaluation> {
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new ArgumentError('batchSize', 'an integer of at least 1', batchSize);
  }
  const count = { digit: 0, sum: 0, both: 0 };
  const loss = { digit: 0, sum: 0 };
  for (let start = 0; start < size; start += batchSize) {
    const end = Math.min(start + batchSize, size);
    const { digit, sum } = await predictEvery(images.subarray(start * IMAGE_PIXELS, end * IMAGE_PIXELS), end - start);
    for (let pair = 0; pair < (end - start) * ADDEND_CLASSES; pair++) {
      const label = labels[start + Math.floor(pair / ADDEND_CLASSES)]!;
      const total = label + (pair % ADDEND_CLASSES);
      const digitRight = indexOfMax(digit, pair * DIGIT_CLASSES, DIGIT_CLASSES) === label;
      const sumRight = indexOfMax(sum, pair * SUM_CLASSES, SUM_CLASSES) === total;
      count.digit += Number(digitRight);
      count.sum += Number(sumRight);
      count.both += Number(digitRight && sumRight);
      loss.digit -= digit[pair * DIGIT_CLASSES + label]!;
      loss.sum -= sum[pair * SUM_CLASSES + total]!;
    }
    onProgress?.(end, size);
  }
  const pairs = size * ADDEND_CLASSES;
  return {
    pairs,
    digitAccuracy: count.digit / pairs,
    sumAccuracy: count.sum / pairs,
    bothAccuracy: count.both / pairs,
    digitLoss: loss.digit / pairs,
    sumLoss: loss.sum / pairs,
    loss: (loss.digit + loss.sum) / pairs,
  };
}
