import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_PIXELS, SUM_CLASSES, type DigitSet } from '@mnist-adder/dataset';
import { indexOfMax } from '../prediction/index-of-max.js';
import type { PredictEvery } from './predict-every.js';

/** For how many of the ten addends a model is right, image by image: 0..10. */
export interface RightAnswers {
  /** [n]; of a model that reads digits only, 0 or 10. */
  readonly digit: Uint8Array;
  /** [n]; left out where it does not add, as `both` is. */
  readonly sum?: Uint8Array;
  readonly both?: Uint8Array;
}

/** Counts a model's right answers image by image. */
export async function countRightAnswers(
  predictEvery: PredictEvery,
  { images, labels, size }: DigitSet,
  { batchSize = 500 }: { readonly batchSize?: number } = {},
): Promise<RightAnswers> {
  const digit = new Uint8Array(size);
  const sum = new Uint8Array(size);
  const both = new Uint8Array(size);
  let adds = false;
  for (let start = 0; start < size; start += batchSize) {
    const end = Math.min(start + batchSize, size);
    const batch = await predictEvery(images.subarray(start * IMAGE_PIXELS, end * IMAGE_PIXELS), end - start);
    adds = batch.sum !== undefined;
    for (let image = start; image < end; image++) {
      const label = labels[image]!;
      for (let addend = 0; addend < ADDEND_CLASSES; addend++) {
        const pair = adds ? (image - start) * ADDEND_CLASSES + addend : image - start;
        const isDigit = indexOfMax(batch.digit, pair * DIGIT_CLASSES, DIGIT_CLASSES) === label;
        digit[image]! += Number(isDigit);
        if (batch.sum === undefined) continue;
        const isSum = indexOfMax(batch.sum, pair * SUM_CLASSES, SUM_CLASSES) === label + addend;
        sum[image]! += Number(isSum);
        both[image]! += Number(isSum && isDigit);
      }
    }
  }
  return adds ? { digit, sum, both } : { digit };
}
