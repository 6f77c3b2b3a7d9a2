import { createHash } from 'node:crypto';

import { DIGIT_CLASSES, IMAGE_PIXELS, IMAGE_SIDE } from '../constants.js';
import { type DigitSet, joinDigits } from '../digits/digit-set.js';
import { splitDigits } from '../digits/split-digits.js';
import { contentError } from '../errors.js';
import { type DigitParts, listed } from '../formats/data-format.js';

/** The share of images that become the test set if there is none, and their maximum number. */
const TEST_FRACTION = 0.2;
const MAX_TEST_SIZE = 10_000;

/** Fewer images cannot be split into three sets. */
const MIN_TO_SPLIT = 10;

/** Seed of the split. It is not the seed of a run, so that every run is tested on the same images. */
const SPLIT_SEED = 0;

/** Images to evaluate on, and those to train on, if there are any. */
export interface SettledParts {
  readonly train: DigitSet | undefined;
  readonly test: DigitSet;
}

/**
 * Makes a training set and a test set of the parts of a data set. Validation images are tested on if there is no test set, and otherwise
 * trained on: a run holds out its own. If there is neither, a fifth of the images is chosen at random for the test.
 */
export function settleParts(
  { train, validation, test, all }: DigitParts['parts'],
  source: string,
  note: (sentence: string) => void,
): SettledParts {
  const forTest = test ?? validation;
  const forTraining = joinDigits([train, all, test && validation].filter((part) => part !== undefined));
  if (test !== undefined && validation !== undefined) {
    note(`The ${validation.size} validation images of ${source} are trained on: a run holds out its own.`);
  }
  if (forTest !== undefined) {
    if (forTraining !== undefined) noteMissingDigits(forTraining, note);
    return { train: forTraining, test: forTest };
  }
  if (forTraining === undefined || forTraining.size < MIN_TO_SPLIT) {
    const expected = `a test set, or at least ${MIN_TO_SPLIT} images to take one from`;
    throw contentError('empty-set', { source, expected, found: `${forTraining?.size ?? 0}`, advice: 'Add images.' });
  }
  noteMissingDigits(forTraining, note);
  const size = Math.min(MAX_TEST_SIZE, Math.round(TEST_FRACTION * forTraining.size));
  const split = splitDigits(forTraining, { validation: size, seed: SPLIT_SEED });
  note(
    `${source} has no test set: ${size} of its ${forTraining.size} images, chosen at random (seed ${SPLIT_SEED}), are used as one.`,
  );
  return { train: split.train, test: split.validation };
}

function noteMissingDigits({ labels }: DigitSet, note: (sentence: string) => void): void {
  const missing = [...Array(DIGIT_CLASSES).keys()].filter((digit) => !labels.includes(digit));
  if (missing.length > 0) note(`There is no image of a ${listed(missing.map(String), DIGIT_CLASSES)} to train on.`);
}

/**
 * The digests that sets would have as IDX files under MNIST's names. So MNIST has the same digests in each format, and other images or
 * other preparation have others.
 */
export function digestsOf({ train, test }: SettledParts): Record<string, string> {
  return { ...(train && digestsOfSet('train', train)), ...digestsOfSet('t10k', test) };
}

const digestsOfSet = (name: string, { images, labels, size }: DigitSet): Record<string, string> => ({
  [`${name}-images-idx3-ubyte`]: idxDigest([size, IMAGE_SIDE, IMAGE_SIDE], images.subarray(0, size * IMAGE_PIXELS)),
  [`${name}-labels-idx1-ubyte`]: idxDigest([size], labels),
});

function idxDigest(dimensions: readonly number[], data: Uint8Array): string {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.writeUInt32BE(0x0800 + dimensions.length);
  dimensions.forEach((length, axis) => header.writeUInt32BE(length, 4 + 4 * axis));
  return createHash('sha256').update(header).update(data).digest('hex');
}
