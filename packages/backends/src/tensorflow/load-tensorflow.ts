import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { TensorflowBinding, TensorflowKernelBackend } from './binding.js';
import type { FoundTensorflow } from './find-tensorflow.js';

/** The name under which tfjs-node's kernels are registered, of the CPU's and the GPU's package alike. */
export const TENSORFLOW_KERNELS = 'tensorflow';

/**
 * Loads tfjs-node's native part. It takes a second the first time.
 *
 * @throws whatever the system says where it does not load.
 */
export function loadBinding({ bindingFile }: FoundTensorflow): TensorflowBinding {
  // What TensorFlow says of itself when it starts. Errors are still shown.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // Keeps the memory of one op for the next: to give it back to the system and ask for it again takes longer than many an op.
  process.env.TF_CPU_ALLOCATOR_USE_BFC ??= '1';
  return createRequire(import.meta.url)(bindingFile) as TensorflowBinding;
}

/**
 * Registers tfjs-node's kernels with the TensorFlow.js that this package uses, and its backend, unless whoever runs this
 * has done so. Only the kernels of tfjs-node are loaded, not its entry point: that would bring a second copy of
 * TensorFlow.js, take the whole of it, and change the active backend.
 */
export function registerTensorflow({ folder, bindingFile }: FoundTensorflow, packageName: string): void {
  if (tf.engine().backendNames().includes(TENSORFLOW_KERNELS)) return;
  const binding = loadBinding({ folder, bindingFile });
  const require = createRequire(join(folder, 'package.json'));
  restoreUtilities(require('node:util') as Record<string, unknown>);
  const core = createRequire(import.meta.url)('@tensorflow/tfjs-core') as unknown;
  const modules = new Map([
    [require.resolve('@tensorflow/tfjs'), core],
    [require.resolve('@tensorflow/tfjs-core'), core],
    // Messages for TensorBoard, which need a library that nothing else does.
    [require.resolve('./dist/proto/api_pb.js'), {}],
  ]);
  const { NodeJSKernelBackend } = withModules(require, modules, () => {
    require('./dist/register_all_kernels.js');
    return require('./dist/nodejs_kernel_backend.js') as {
      NodeJSKernelBackend: new (binding: TensorflowBinding, packageName: string) => TensorflowKernelBackend;
    };
  });
  tf.registerBackend(TENSORFLOW_KERNELS, () => new NodeJSKernelBackend(binding, packageName));
}

/** Calls a function in whose time `require` gives these exports for these files. */
function withModules<T>(require: NodeJS.Require, modules: ReadonlyMap<string, unknown>, run: () => T): T {
  const before = new Map([...modules.keys()].map((file) => [file, require.cache[file]]));
  for (const [file, exports] of modules) {
    const module = new Module(file);
    module.exports = exports;
    module.loaded = true;
    require.cache[file] = module;
  }
  try {
    return run();
  } finally {
    for (const [file, module] of before) {
      if (module === undefined) Reflect.deleteProperty(require.cache, file);
      else require.cache[file] = module;
    }
  }
}

/** What tfjs-node calls of Node's `util`: Node 22 warns of it, and Node 23 took it away. */
function restoreUtilities(util: Record<string, unknown>): void {
  util.isNullOrUndefined = (value: unknown) => value == null;
  util.isArray = Array.isArray;
}
