/**
 * MNIST and its relatives on disk.
 *
 * @module @mnist-adder/dataset/node
 */

// MNIST and its relatives on disk.
export { findMnist, type FindMnistOptions } from './files/find-mnist.js';
export { readMnist, type MnistData, type ReadMnistOptions } from './files/read-mnist.js';

// What can go wrong.
export { errnoOf } from './files/system-error.js';
