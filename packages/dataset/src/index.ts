/**
 * Digits, pairs, splits and batches, in typed arrays: anywhere, without TensorFlow.js.
 *
 * @module @mnist-adder/dataset
 */

// What the task is made of.
export {
  ADDEND_CLASSES,
  DIGIT_CLASSES,
  IMAGE_PIXELS,
  IMAGE_SIDE,
  PIXEL_MEAN,
  PIXEL_STD,
  SUM_CLASSES,
} from './constants.js';

// Bytes to arrays.
export { gunzip } from './idx/gunzip.js';
export { isGzip } from './idx/is-gzip.js';
export { type IdxArray, type IdxOptions, parseIdx } from './idx/parse-idx.js';
export { readIdx } from './idx/read-idx.js';
export { sha256 } from './sha-256.js';

// Arrays to digits.
export {
  createDigitSet,
  type CreateDigitSetOptions,
  type DigitArrays,
  type DigitSet,
  firstImages,
  imageAt,
} from './digits/digit-set.js';
export { type DigitSplit, splitDigits, type SplitDigitsOptions, validationSize } from './digits/split-digits.js';

// Digits to pairs.
export { pair, PAIRINGS, type AddendsPerImage, type Pairing, type PairOptions, type PairSet } from './pairs/pair.js';

// Pairs to batches.
export { createBatches, type Batches, type CreateBatchesOptions, type PairBatch } from './batches/create-batches.js';

// Images to images as they might have been written.
export { augmentImages } from './augmentation/augment-images.js';
export {
  AUGMENTATION_RANGES,
  type AugmentationSettings,
  type ElasticSettings,
} from './augmentation/augmentation-settings.js';

// Random numbers and orders that depend on nothing but their name.
export { permutation } from './random/permutation.js';
export { randomStream, type RandomStream } from './random/random-stream.js';

// What can go wrong.
export {
  ArgumentError,
  type DatasetCode,
  DatasetError,
  type DatasetFacts,
  type ErrorFacts,
  MnistAdderError,
  type MnistAdderErrorOptions,
} from './errors.js';
