import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_PIXELS, SUM_CLASSES, type Pixels } from '@mnist-adder/dataset';
import {
  type CheckedPixels,
  checkFields,
  checkInteger,
  checkObject,
  checkOptions,
  checkPixels,
  is,
} from '@mnist-adder/dataset/internal';
import { isUnusual, type Familiarity } from '../familiarity/familiarity.js';
import { ModelError } from '../model-error.js';

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

/** One image with a number to add. */
export interface PairToPredict {
  /** [784], row by row: bytes from 0 to 255, or floats from 0 to 1. Light ink on a black background, as in MNIST. */
  readonly image: Pixels;
  /** An integer from 0 to 9. */
  readonly addend: number;
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
  /**
   * Whether the image does not look like the digits that the model was trained on: it may show no digit at all. It is true for 1 % of
   * the validation images. Absent if the model's familiarity is not known.
   */
  readonly unusual?: boolean | undefined;
}

/** The answer for one pair, of a model that adds. */
export type PairPrediction = Prediction & Required<Pick<Prediction, 'sum' | 'sumProbabilities'>>;

/** The options of predictions. */
export interface PredictOptions {
  /** `metadata.familiarity` of the saved model. Default: none, and predictions do not say whether an image is unusual. */
  readonly familiarity?: Familiarity | undefined;
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
 * @throws `ArgumentError` unless each image has 784 pixels of a type and range that `Pixels` describes.
 * @throws {@link ModelError} with code `non-finite-outputs` if a probability is not finite.
 */
export async function answerDigits(
  digits: DigitsToPredict,
  calculate: (images: CheckedPixels, size: number) => Promise<Float32Array>,
  options?: PredictOptions,
): Promise<Prediction[]> {
  checkObject('digits', digits, ['images']);
  const familiarity = familiarityOf(options);
  const pixels = checkPixels('images', digits.images);
  const size = pixels.length / IMAGE_PIXELS;
  if (size === 0) return [];
  const probabilities = checkFinite(await calculate(pixels, size));
  return Array.from({ length: size }, (_, i) => digitAnswer(probabilities, i, familiarity));
}

/**
 * Checks pairs, calculates their probabilities, and reads the answers from them.
 *
 * @param calculate gives the probabilities of at least one pair.
 * @throws `ArgumentError` unless there are 784 pixels for each addend, as `Pixels` describes them, and the addends are 0..9.
 * @throws {@link ModelError} with code `non-finite-outputs` if a probability is not finite.
 */
export async function answerPairs(
  pairs: PairsToPredict,
  calculate: (images: CheckedPixels, addends: ArrayLike<number>) => Promise<Required<Probabilities>>,
  options?: PredictOptions,
): Promise<PairPrediction[]> {
  checkObject('pairs', pairs, ['images', 'addends']);
  const familiarity = familiarityOf(options);
  const { images, addends } = pairs;
  is.list(`an array of integers from 0 to ${ADDEND_CLASSES - 1}`)('addends', addends);
  const size = addends.length;
  for (let i = 0; i < size; i++) checkInteger(`addends[${i}]`, addends[i]!, 0, ADDEND_CLASSES - 1);
  const pixels = checkPixels('images', images, size, 'addends');
  if (size === 0) return [];
  const { digit, sum } = await calculate(pixels, addends);
  checkFinite(digit);
  checkFinite(sum);
  return Array.from({ length: size }, (_, i) => ({
    ...digitAnswer(digit, i, familiarity),
    sum: indexOfMax(sum, i * SUM_CLASSES, SUM_CLASSES),
    sumProbabilities: sum.subarray(i * SUM_CLASSES, (i + 1) * SUM_CLASSES),
  }));
}

/**
 * Checks one pair, and takes its answer from those for a list of one.
 *
 * @param predict predicts pairs.
 * @throws `ArgumentError` unless the image has 784 pixels and the addend is 0..9.
 */
export async function answerPair(
  pair: PairToPredict,
  predict: (pairs: PairsToPredict) => Promise<PairPrediction[]>,
): Promise<PairPrediction> {
  checkObject('pair', pair, ['image', 'addend']);
  const { image, addend } = pair;
  checkInteger('addend', addend, 0, ADDEND_CLASSES - 1);
  const [answer] = await predict({ images: checkPixels('image', image, 1), addends: [addend] });
  return answer!;
}

/**
 * Returns a model's probabilities, or the logarithms of them, if all are finite; the logarithm of zero, −∞, is accepted too. They are not
 * finite where weights are so large that the network's numbers overflow.
 *
 * @throws {@link ModelError} with code `non-finite-outputs`.
 */
export function checkFinite(probabilities: Float32Array): Float32Array {
  if (probabilities.every((value) => value < Infinity)) return probabilities;
  const message =
    'The model gives no answer: its probabilities are not numbers. Train it again at a lower learning rate.';
  throw new ModelError('non-finite-outputs', message);
}

/** Checks the options of predictions. @returns the familiarity in them. */
function familiarityOf(options: PredictOptions = {}): Familiarity | undefined {
  checkOptions('options', options, { familiarity: is.optional(is.object('means', 'whitening', 'threshold')) });
  const { familiarity } = options;
  const perDigit = is.list('an array for each digit, as fitFamiliarity returns it');
  const fields = { means: perDigit, whitening: perDigit, threshold: is.number(-Infinity, Infinity) };
  if (familiarity !== undefined) checkFields('options.familiarity', familiarity, fields);
  return familiarity;
}

/** The answer for the i-th image. Its probabilities are a view, not a copy. */
function digitAnswer(probabilities: Float32Array, i: number, familiarity: Familiarity | undefined) {
  const start = i * DIGIT_CLASSES;
  const digitProbabilities = probabilities.subarray(start, start + DIGIT_CLASSES);
  return {
    digit: indexOfMax(digitProbabilities),
    digitProbabilities,
    unusual: familiarity && isUnusual(familiarity, digitProbabilities),
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
