/**
 * What the other packages of mnist-adder need of this one and nobody else does. It may change in any release.
 *
 * @module @mnist-adder/backends/internal
 */

export { onnxSessionOptions } from './onnx.js';
export { cacheFolder } from './install/installation.js';
export { METADATA_TEXT } from './open-exported-model.js';
