/**
 * What the other packages of mnist-adder need of saved models on disk and nobody else does. It may change in any release.
 *
 * @module @mnist-adder/model/internal/node
 */

export { readAdderFiles } from './saved-model/adder-folder.js';
