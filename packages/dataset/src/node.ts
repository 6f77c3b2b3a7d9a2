/**
 * Reads MNIST and data sets in its layout from disk.
 *
 * @module @mnist-adder/dataset/node
 */

// From files to digits.
export { findMnist, type FindMnistOptions } from './files/find-mnist.js';
export { type MnistData, readMnist, type ReadMnistOptions } from './files/read-mnist.js';
