/**
 * Reads MNIST and other labelled digits from disk.
 *
 * @module @mnist-adder/dataset/node
 */

// From files to digits.
export { findMnist, type FindMnistOptions } from './files/find-mnist.js';
export type { Preparation, PreparedPictures, PreparePictures, StoredPicture } from './formats/data-format.js';
export {
  type DataChoice,
  type DigitData,
  readDigits,
  type ReadDigitsOptions,
  readMnist,
} from './reading/read-digits.js';
