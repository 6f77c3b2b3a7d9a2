/**
 * The names of the backends, without loading any of them.
 *
 * @module @mnist-adder/backends/names
 */

/** The names that `selectBackend` takes: `auto`, then every backend, the fastest first. `auto` takes the first that works. */
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

/** The backends that are not part of this package's install. `installBackend` installs them. */
export const INSTALLABLE_BACKENDS = ['tensorflow', 'tensorflow-gpu'] as const;

/** The name of a backend that can be installed. */
export type InstallableBackend = (typeof INSTALLABLE_BACKENDS)[number];
