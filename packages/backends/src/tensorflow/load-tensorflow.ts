import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { TensorflowBinding, TensorflowKernelBackend } from './binding.js';
import type { FoundTensorflow } from './find-tensorflow.js';

/** The name under which tfjs-node registers its kernels, for CPUs and GPUs alike. */
export const TENSORFLOW_KERNELS = 'tensorflow';

/**
 * Loads tfjs-node's native part. The first time it takes a second.
 *
 * @throws the system's error if it does not load
 */
function loadBinding({ bindingFile }: FoundTensorflow): TensorflowBinding {
  // Hides what TensorFlow says about itself when it starts, but no error.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // Keeps the memory of one op for the next: to return it to the system and ask again takes longer than many ops do.
  process.env.TF_CPU_ALLOCATOR_USE_BFC ??= '1';
  return createRequire(import.meta.url)(bindingFile) as TensorflowBinding;
}

/**
 * Registers tfjs-node's kernels and backend with this package's copy of TensorFlow.js, if they are not registered. It loads only the
 * kernels of tfjs-node. The entry point would load a second copy of TensorFlow.js, all of it, and change the active backend.
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
    // Its messages for TensorBoard need a library that nothing else needs.
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

/** Calls a function. While it runs, `require` returns these exports for these files. */
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

/** Restores two functions of Node's `util` that tfjs-node calls. Node 22 warns about them, and Node 23 has removed them. */
function restoreUtilities(util: Record<string, unknown>): void {
  util.isNullOrUndefined = (value: unknown) => value == null;
  util.isArray = Array.isArray;
}
