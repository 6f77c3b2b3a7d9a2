import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { eagerExecutor } from '@mnist-adder/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { BackendUnavailableError } from './backend-unavailable-error.js';
import type { Backend } from './backend.js';
import { cacheFolder } from './install/cache-folder.js';
import type { InstallableBackend } from './names.js';
import { findTensorflow, TENSORFLOW_PACKAGES } from './tensorflow/find-tensorflow.js';
import type { FindOptions } from './tensorflow/find-tensorflow.js';
import { registerFastKernels } from './tensorflow/kernels/register-fast-kernels.js';
import { loadBinding, registerTensorflow, TENSORFLOW_KERNELS } from './tensorflow/load-tensorflow.js';

/** What the backends of TensorFlow look for; for tests. */
export interface TensorflowOptions extends Partial<FindOptions> {
  /** Whether the system has an NVIDIA device. Only asked on Linux, where it is known without loading anything. */
  readonly hasNvidiaDevice?: () => boolean;
}

/** TensorFlow's C library on the CPU, through tfjs-node: eager steps. It has to be installed. */
export function tensorflowBackend(options: TensorflowOptions = {}): Backend {
  const threads = availableParallelism();
  return createBackend(
    'tensorflow',
    `TensorFlow on the CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}, eager steps`,
    options,
  );
}

/** TensorFlow's C library on an NVIDIA GPU, through tfjs-node-gpu: eager steps. It has to be installed. */
export function tensorflowGpuBackend(options: TensorflowOptions = {}): Backend {
  const { hasNvidiaDevice = () => process.platform !== 'linux' || existsSync('/proc/driver/nvidia/version') } = options;
  const backend = createBackend('tensorflow-gpu', 'TensorFlow on an NVIDIA GPU, eager steps', options);
  return {
    ...backend,
    probe: () =>
      hasNvidiaDevice()
        ? backend.probe()
        : Promise.resolve({ available: false, reason: 'there is no NVIDIA GPU, or its driver is not installed' }),
  };
}

function createBackend(name: InstallableBackend, description: string, options: TensorflowOptions): Backend {
  const find = () => findTensorflow(name, { cacheFolder: cacheFolder(), ...options });
  return {
    name,
    description,
    probe() {
      const found = find();
      if ('reason' in found) return Promise.resolve({ available: false, reason: found.reason });
      try {
        const usesGpu = loadBinding(found).isUsingGpuDevice();
        if (name === 'tensorflow-gpu' && !usesGpu) {
          return Promise.resolve({ available: false, reason: 'TensorFlow lists no GPU that it can use' });
        }
        return Promise.resolve({ available: true });
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        return Promise.resolve({ available: false, reason: `${found.bindingFile} does not load (${cause})` });
      }
    },
    async start() {
      const found = find();
      if ('reason' in found) throw new BackendUnavailableError(name, found.reason);
      registerTensorflow(found, TENSORFLOW_PACKAGES[name]);
      await tf.setBackend(TENSORFLOW_KERNELS);
      registerFastKernels();
      return eagerExecutor();
    },
  };
}
