/**
 * Saved models on disk.
 *
 * @module @mnist-adder/model/node
 */

export { readAdder, readAdderFiles, writeAdder, type StoredAdder } from './saved-model/adder-folder.js';
