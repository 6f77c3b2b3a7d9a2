import { checkInteger } from '../errors.js';
import { IMAGE_PIXELS } from '../constants.js';
import { permutation } from '../random/permutation.js';
import { randomStream } from '../random/random-stream.js';
import { type DigitSet, imageAt } from './digit-set.js';

export interface SplitDigitsOptions {
  /** Images in the validation set, exactly: 1..size − 1. Default: `validationSize(size)`. */
  readonly validation?: number | undefined;
  /** Default: 0. A run's own seed stays out of it, so that runs are compared on the same validation set. */
  readonly seed?: number | undefined;
}

export interface DigitSplit {
  readonly train: DigitSet;
  readonly validation: DigitSet;
}

const VALIDATION_SIZE = 12_000;
const VALIDATION_FRACTION = 0.2;

/**
 * How many images of a set to hold out: a fifth of them, but no more than 12,000. A recipe written for MNIST asks for a
 * number of its own. It gets that where it is less than a fifth of the set, and the usual part of any smaller set.
 *
 * @param size images of the whole set
 * @param wanted images that are asked for. Default: the usual part.
 */
export function validationSize(size: number, wanted?: number): number {
  if (wanted !== undefined && wanted < VALIDATION_FRACTION * size) return wanted;
  return Math.min(VALIDATION_SIZE, Math.max(1, Math.round(size * VALIDATION_FRACTION)));
}

/**
 * Splits a set at random into two that share no image; MNIST's 60,000 training images become 48,000 and 12,000. Both keep
 * the order of the whole set and are copies of it.
 *
 * @throws `ArgumentError` when one of the two would be empty.
 */
export function splitDigits(
  digits: DigitSet,
  { validation = validationSize(digits.size), seed = 0 }: SplitDigitsOptions = {},
): DigitSplit {
  checkInteger('digits.size', digits.size, 2);
  checkInteger('validation', validation, 1, digits.size - 1);
  const isValidation = new Uint8Array(digits.size);
  for (const index of permutation(digits.size, randomStream(seed, 'split')).subarray(0, validation)) {
    isValidation[index] = 1;
  }
  return {
    train: select(digits, digits.size - validation, (index) => isValidation[index] === 0),
    validation: select(digits, validation, (index) => isValidation[index] === 1),
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
