/**
 * The names of the backends. This entry loads nothing else.
 *
 * @module @mnist-adder/backends/names
 */

/** The names that `selectBackend` takes: `auto`, which takes the first backend that works, and every backend, the fastest first. */
export const BACKEND_NAMES = [
  'auto',
  'tensorflow-gpu',
  'onnx-cuda',
  'onnx-webgpu',
  'onnx',
  'tensorflow',
  'onnx-wasm',
  'cpu',
] as const;

/** The name of a backend, or `auto`. */
export type BackendName = (typeof BACKEND_NAMES)[number];

/** The backends that `installBackend` can install. They do not come with this package. */
export const INSTALLABLE_BACKENDS = ['tensorflow', 'tensorflow-gpu'] as const;

/** The name of a backend that can be installed. */
export type InstallableBackend = (typeof INSTALLABLE_BACKENDS)[number];
