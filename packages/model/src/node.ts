/**
 * Saved models on disk.
 *
 * @module @mnist-adder/model/node
 */

export { readAdder, writeAdder } from './saved-model/adder-folder.js';
