/**
 * Digits, pairs, splits and batches in typed arrays. It runs anywhere and needs no TensorFlow.js.
 *
 * @module @mnist-adder/dataset
 */

// The numbers of the task.
export {
  ADDEND_CLASSES,
  DIGIT_CLASSES,
  IMAGE_PIXELS,
  IMAGE_SIDE,
  PIXEL_MEAN,
  PIXEL_STD,
  SUM_CLASSES,
} from './constants.js';

// From bytes to arrays.
export type { IdxOptions } from './idx/gzip.js';
export { type IdxArray, parseIdx, readIdx } from './idx/parse-idx.js';

// From arrays to digits.
export {
  createDigitSet,
  type CreateDigitSetOptions,
  type DigitArrays,
  type DigitSet,
  firstImages,
  imageAt,
} from './digits/digit-set.js';
export type { Pixels } from './digits/pixels.js';
export { type DigitSplit, splitDigits, type SplitDigitsOptions } from './digits/split-digits.js';

// From digits to pairs and batches.
export { type AddendsPerImage, pair, type Pairing, PAIRINGS, type PairOptions, type PairSet } from './batches/pair.js';
export { type Batches, createBatches, type CreateBatchesOptions, type PairBatch } from './batches/create-batches.js';

// Augmentation.
export { augmentImages } from './augmentation/augment-images.js';
export type { AugmentationSettings, ElasticSettings } from './augmentation/augmentation-settings.js';

// Random numbers and orders that depend only on their name.
export { permutation, randomStream, type RandomStream } from './random/random-stream.js';

// Errors.
export {
  ArgumentError,
  type DatasetCode,
  DatasetError,
  type DatasetFacts,
  type ErrorFacts,
  MnistAdderError,
  type MnistAdderErrorOptions,
} from './errors.js';
