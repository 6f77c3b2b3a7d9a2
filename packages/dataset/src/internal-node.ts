/**
 * What the other packages of mnist-adder need of this one in Node and nobody else does. It may change in any release.
 *
 * @module @mnist-adder/dataset/internal/node
 */

export { isPath, pathOf } from './files/path-of.js';
export { readTableImages } from './reading/read-table-images.js';
export { readTestDigits, type TestData } from './reading/read-digits.js';
export {
  readBeginning,
  readRegularFile,
  readStream,
  readTextFile,
  readTextFileSync,
  textOf,
} from './files/read-file.js';
export { errnoOf, refusal } from './files/system-error.js';
