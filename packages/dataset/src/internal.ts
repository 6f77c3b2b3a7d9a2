/**
 * What the other packages of mnist-adder need of this one and nobody else does. It may change in any release.
 *
 * @module @mnist-adder/dataset/internal
 */

// Checks of arguments.
export {
  type Check,
  checkFields,
  checkInteger,
  checkNumber,
  checkObject,
  checkOptions,
  is,
} from './check-arguments.js';
export { checkDigitSet } from './digits/digit-set.js';
export { type CheckedPixels, checkPixels, pixelBytes } from './digits/pixels.js';

// Facts and checksums.
export { otherContent } from './idx/other-content.js';
export { AUGMENTATION_RANGES } from './augmentation/augmentation-settings.js';
export { validationSize } from './digits/split-digits.js';
export { sha256 } from './sha-256.js';
