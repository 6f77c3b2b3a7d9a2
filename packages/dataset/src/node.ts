/**
 * MNIST and its relatives on disk.
 *
 * @module @mnist-adder/dataset/node
 */

// MNIST and its relatives on disk.
export { findMnist, type FindMnistOptions } from './files/find-mnist.js';
export { readMnist, type MnistData, type ReadMnistOptions } from './files/read-mnist.js';

// What can go wrong.
export { DataFolderError, type DataFolderCode, type DataFolderFacts } from './files/data-folder-error.js';
export { MnistPackageError } from './files/find-mnist.js';
