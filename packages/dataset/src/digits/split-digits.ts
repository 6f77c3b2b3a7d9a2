import { checkInteger, checkOptions, is } from '../check-arguments.js';
import { IMAGE_PIXELS } from '../constants.js';
import { permutation, randomStream } from '../random/random-stream.js';
import { checkDigitSet, type DigitSet, imageAt } from './digit-set.js';

/** How a set is split. */
export interface SplitDigitsOptions {
  /** Number of images in the validation set, 1..size − 1. Default: `validationSize(size)`. */
  readonly validation?: number | undefined;
  /** Seed of the random choice. It is not the seed of a run, so that all runs use the same validation set. Default: 0. */
  readonly seed?: number | undefined;
}

/** Two sets that share no image. */
export interface DigitSplit {
  /** The images to train on. */
  readonly train: DigitSet;
  /** The images to validate on. */
  readonly validation: DigitSet;
}

const VALIDATION_SIZE = 12_000;
const VALIDATION_FRACTION = 0.2;

/**
 * How many images to hold out for validation: a fifth of the set, at most 12,000. A recipe may ask for another number. It is
 * used if it is less than a fifth of the set, so a recipe written for MNIST also works with a smaller set.
 *
 * @param size number of images in the whole set
 * @param wanted number of images that a recipe asks for, if any
 */
export function validationSize(size: number, wanted?: number): number {
  if (wanted !== undefined && wanted < VALIDATION_FRACTION * size) return wanted;
  return Math.min(VALIDATION_SIZE, Math.max(1, Math.round(size * VALIDATION_FRACTION)));
}

/**
 * Splits a set at random into two that share no image. MNIST's 60,000 training images become 48,000 and 12,000. Both parts
 * are copies and keep the order of the whole set.
 *
 * @throws `ArgumentError` when one of the parts would be empty, or the seed is not an integer. `DatasetError` when the set is not one.
 */
export function splitDigits(digits: DigitSet, options: SplitDigitsOptions = {}): DigitSplit {
  const set = checkDigitSet('digits', digits);
  checkOptions('options', options, { validation: is.anything, seed: is.optional(is.integer()) });
  const { validation = validationSize(set.size), seed = 0 } = options;
  checkInteger('digits.size', set.size, 2);
  checkInteger('validation', validation, 1, set.size - 1);
  const isValidation = new Uint8Array(set.size);
  for (const index of permutation(set.size, randomStream(seed, 'split')).subarray(0, validation)) {
    isValidation[index] = 1;
  }
  return {
    train: select(set, set.size - validation, (index) => isValidation[index] === 0),
    validation: select(set, validation, (index) => isValidation[index] === 1),
  };
}

function select(digits: DigitSet, size: number, isSelected: (index: number) => boolean): DigitSet {
  const images = new Uint8Array(size * IMAGE_PIXELS);
  const labels = new Uint8Array(size);
  let target = 0;
  for (let index = 0; index < digits.size; index++) {
    if (!isSelected(index)) continue;
    images.set(imageAt(digits.images, index), target * IMAGE_PIXELS);
    labels[target] = digits.labels[index]!;
    target++;
  }
  return { images, labels, size };
}
