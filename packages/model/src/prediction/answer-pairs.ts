import { ADDEND_CLASSES, ArgumentError, IMAGE_PIXELS, SUM_CLASSES } from '@mnist-adder/dataset';
import { likeliestDigit, type DigitPrediction } from './answer-digits.js';
import type { Pixels } from './image-tensor.js';
import { indexOfMax } from './index-of-max.js';

/** Images, each with a number to add. */
export interface PairsToPredict {
  /** [n × 784], row by row: bytes from 0 to 255, or numbers from 0 to 1. Light ink on a black background, as in MNIST. */
  readonly images: Pixels;
  /** [n], integers from 0 to 9. */
  readonly addends: ArrayLike<number>;
}

/** What a model makes of a pair. */
export interface PairPrediction extends DigitPrediction {
  /** The likeliest sum, 0..18; learned heads need not agree with their own digit. */
  readonly sum: number;
  /** [19] */
  readonly sumProbabilities: Float32Array;
}

/** What a model makes of n pairs. */
export interface PairProbabilities {
  /** [n × 10] */
  readonly digit: Float32Array;
  /** [n × 19] */
  readonly sum: Float32Array;
}

/**
 * Checks the pairs, has their probabilities calculated by whatever runs a model, and reads the answers off them.
 *
 * @param calculate gives the probabilities of one pair or more.
 * @throws `ArgumentError` unless there are 784 pixels for each addend and the addends are 0..9.
 */
export async function answerPairs(
  { images, addends }: PairsToPredict,
  calculate: (images: Pixels, addends: ArrayLike<number>) => Promise<PairProbabilities>,
): Promise<PairPrediction[]> {
  const size = addends.length;
  if (images.length !== size * IMAGE_PIXELS) {
    const expected = `${IMAGE_PIXELS} pixels for each of the ${size} addends`;
    throw new ArgumentError('images', expected, `of ${images.length} pixels`);
  }
  for (let i = 0; i < size; i++) {
    const addend = addends[i]!;
    if (!Number.isInteger(addend) || addend < 0 || addend >= ADDEND_CLASSES) {
      throw new ArgumentError(`addends[${i}]`, `an integer from 0 to ${ADDEND_CLASSES - 1}`, addend);
    }
  }
  if (size === 0) return [];
  const { digit: digits, sum: sums } = await calculate(images, addends);
  return Array.from({ length: size }, (_, i) => {
    const { digit, digitProbabilities } = likeliestDigit(digits, i);
    const start = i * SUM_CLASSES;
    const sumProbabilities = sums.subarray(start, start + SUM_CLASSES);
    return { digit, digitProbabilities, sum: indexOfMax(sums, start, SUM_CLASSES), sumProbabilities };
  });
}
