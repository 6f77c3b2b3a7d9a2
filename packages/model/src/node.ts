/**
 * Saved models on disk.
 *
 * @module @mnist-adder/model/node
 */

// Saved models on disk.
export { readAdder } from './saved-model/read-adder.js';
export { writeAdder } from './saved-model/write-adder.js';

// What can go wrong.
export { ModelFolderError, type ModelFolderCode } from './saved-model/model-folder-error.js';
