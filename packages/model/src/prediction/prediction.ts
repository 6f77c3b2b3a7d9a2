import { ADDEND_CLASSES, ArgumentError, DIGIT_CLASSES, IMAGE_PIXELS, SUM_CLASSES } from '@mnist-adder/dataset';
import { ModelError } from '../model-error.js';
import { checkPixels, type CheckedPixels, type Pixels } from './pixels.js';

/** Images of digits. */
export interface DigitsToPredict {
  /** [n × 784], row by row: bytes from 0 to 255, or floats from 0 to 1. Light ink on a black background, as in MNIST. */
  readonly images: Pixels;
}

/** Images, each with a number to add. */
export interface PairsToPredict extends DigitsToPredict {
  /** [n], integers from 0 to 9. */
  readonly addends: ArrayLike<number>;
}

/** A model's answer for one image, or for one pair. */
export interface Prediction {
  /** The most likely digit, 0..9. */
  readonly digit: number;
  /** [10] */
  readonly digitProbabilities: Float32Array;
  /** The most likely sum, 0..18; absent if the model only reads digits. A learned head need not agree with its own digit. */
  readonly sum?: number;
  /** [19]; absent if the model only reads digits. */
  readonly sumProbabilities?: Float32Array;
}

/** A model's output probabilities for n images, or n pairs. */
export interface Probabilities {
  /** [n × 10] */
  readonly digit: Float32Array;
  /** [n × 19]; absent if the model only reads digits. */
  readonly sum?: Float32Array;
}

/**
 * Checks images, calculates their probabilities, and reads the answers from them.
 *
 * @param calculate gives the probabilities of n > 0 images.
 * @throws `ArgumentError` unless each image has 784 pixels, as `Pixels` describes them.
 * @throws {@link ModelError} with code `non-finite-outputs` if a probability is not finite.
 */
export async function answerDigits(
  { images }: DigitsToPredict,
  calculate: (images: CheckedPixels, size: number) => Promise<Float32Array>,
): Promise<Prediction[]> {
  const size = images.length / IMAGE_PIXELS;
  if (!Number.isInteger(size)) {
    throw new ArgumentError('images', `${IMAGE_PIXELS} pixels for each image`, `of ${images.length} pixels`);
  }
  const pixels = checkPixels(images);
  if (size === 0) return [];
  const probabilities = checkFinite(await calculate(pixels, size));
  return Array.from({ length: size }, (_, i) => digitAnswer(probabilities, i));
}

/**
 * Checks pairs, calculates their probabilities, and reads the answers from them.
 *
 * @param calculate gives the probabilities of at least one pair.
 * @throws `ArgumentError` unless there are 784 pixels for each addend, as `Pixels` describes them, and the addends are 0..9.
 * @throws {@link ModelError} with code `non-finite-outputs` if a probability is not finite.
 */
export async function answerPairs(
  { images, addends }: PairsToPredict,
  calculate: (images: CheckedPixels, addends: ArrayLike<number>) => Promise<Required<Probabilities>>,
): Promise<Required<Prediction>[]> {
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
  const pixels = checkPixels(images);
  if (size === 0) return [];
  const { digit, sum } = await calculate(pixels, addends);
  checkFinite(digit);
  checkFinite(sum);
  return Array.from({ length: size }, (_, i) => ({
    ...digitAnswer(digit, i),
    sum: indexOfMax(sum, i * SUM_CLASSES, SUM_CLASSES),
    sumProbabilities: sum.subarray(i * SUM_CLASSES, (i + 1) * SUM_CLASSES),
  }));
}

/**
 * Returns a model's probabilities if all are finite. They are not where weights are so large that the network's numbers overflow.
 *
 * @throws {@link ModelError} with code `non-finite-outputs`.
 */
export function checkFinite(probabilities: Float32Array): Float32Array {
  if (probabilities.every(Number.isFinite)) return probabilities;
  const message =
    'The model gives no answer: its probabilities are not numbers. Train it again at a lower learning rate.';
  throw new ModelError('non-finite-outputs', message);
}

/** The answer for the i-th image. Its probabilities are a view, not a copy. */
function digitAnswer(probabilities: Float32Array, i: number) {
  const start = i * DIGIT_CLASSES;
  return {
    digit: indexOfMax(probabilities, start, DIGIT_CLASSES),
    digitProbabilities: probabilities.subarray(start, start + DIGIT_CLASSES),
  };
}

/** The index of the largest of `length` numbers, counted from `start`. The first one wins a tie. */
export function indexOfMax(values: Float32Array, start = 0, length = values.length): number {
  let best = start;
  let largest = values[start]!;
  for (let i = start + 1; i < start + length; i++) {
    const value = values[i]!;
    if (value > largest) {
      best = i;
      largest = value;
    }
  }
  return best - start;
}
