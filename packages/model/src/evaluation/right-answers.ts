import { ADDEND_CLASSES, DIGIT_CLASSES, SUM_CLASSES, type DigitSet } from '@mnist-adder/dataset';
import { checkDigitSet, checkOptions, is } from '@mnist-adder/dataset/internal';
import { indexOfMax } from '../prediction/prediction.js';
import { predictBatches, type PredictAllAddends, type PredictionOptions } from './predict-all-addends.js';

/** For how many of the ten addends a model is right, image by image: 0..10. */
export interface RightAnswers {
  /** [n]; 0 or 10 for a model that only reads digits. */
  readonly digit: Uint8Array;
  /** [n]; absent if the model does not add. */
  readonly sum?: Uint8Array;
  /** [n]; absent if the model does not add. */
  readonly both?: Uint8Array;
}

/**
 * Counts a model's right answers image by image.
 *
 * @throws what `evaluateAdder` throws.
 */
export async function countRightAnswers(
  predict: PredictAllAddends,
  digits: DigitSet,
  options: PredictionOptions = {},
): Promise<RightAnswers> {
  const { images, labels, size } = checkDigitSet('digits', digits);
  checkOptions('options', options, { batchSize: is.anything });
  const right = { digit: new Uint8Array(size), sum: new Uint8Array(size), both: new Uint8Array(size) };
  let adds = false;
  for await (const { start, size: count, digit, sum } of predictBatches(predict, images, options)) {
    adds = sum !== undefined;
    for (let image = start; image < start + count; image++) {
      const label = labels[image]!;
      for (let addend = 0; addend < ADDEND_CLASSES; addend++) {
        const row = adds ? (image - start) * ADDEND_CLASSES + addend : image - start;
        const isDigit = indexOfMax(digit, row * DIGIT_CLASSES, DIGIT_CLASSES) === label;
        right.digit[image]! += Number(isDigit);
        if (sum === undefined) continue;
        const isSum = indexOfMax(sum, row * SUM_CLASSES, SUM_CLASSES) === label + addend;
        right.sum[image]! += Number(isSum);
        right.both[image]! += Number(isSum && isDigit);
      }
    }
  }
  return adds ? right : { digit: right.digit };
}
