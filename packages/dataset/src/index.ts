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
export { gunzip, isGzip } from './idx/gunzip.js';
export { type IdxArray, type IdxOptions, parseIdx } from './idx/parse-idx.js';
export { readIdx } from './idx/read-idx.js';

// Arrays to digits.
export { createDigitSet, type CreateDigitSetOptions, type DigitArrays, type DigitSet } from './digits/digit-set.js';

// What can go wrong.
export { ArgumentError } from './argument-error.js';
export { DigitSetError, type DigitSetCode, type DigitSetFacts } from './digits/digit-set-error.js';
export { IdxFormatError, type IdxFormatCode, type IdxFormatFacts } from './idx/idx-format-error.js';
export { MnistAdderError } from './mnist-adder-error.js';
