import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { eagerExecutor } from '@mnist-adder/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { threadsText, type Availability, type Backend } from './backend.js';
import { BackendError } from './errors.js';
import { cacheFolder } from './install/installation.js';
import { runProcess, type RunProcess } from './install/run-process.js';
import type { InstallableBackend } from './names.js';
import { findTensorflow, TENSORFLOW_PACKAGES, type FindOptions } from './tensorflow/find-tensorflow.js';
import { registerFastKernels } from './tensorflow/kernels/register-fast-kernels.js';
import { registerTensorflow, TENSORFLOW_KERNELS } from './tensorflow/load-tensorflow.js';
import { tryBinding } from './tensorflow/try-binding.js';

/** Where the backends of TensorFlow look for it. Tests look elsewhere. */
export interface TensorflowOptions extends Partial<FindOptions> {
  /** Finds out whether the system has an NVIDIA device. Only Linux can tell without loading anything. */
  readonly hasNvidiaDevice?: () => boolean;
  /** Runs the process that tries the library. */
  readonly run?: RunProcess;
}

/** Creates the backend of TensorFlow's C library on the CPU, through tfjs-node. It has to be installed. */
export function tensorflowBackend(options: TensorflowOptions = {}): Backend {
  const description = `TensorFlow on the CPU, ${threadsText(availableParallelism())}, eager steps`;
  return createBackend('tensorflow', description, options);
}

/** Creates the backend of TensorFlow's C library on an NVIDIA GPU, through tfjs-node-gpu. It has to be installed. */
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
  const { run = runProcess } = options;
  const find = () => findTensorflow(name, { cacheFolder: cacheFolder(), ...options });
  const probe = async (): Promise<Availability> => {
    const found = find();
    if ('reason' in found) return { available: false, reason: found.reason };
    const tried = await tryBinding(found, run);
    if ('complaint' in tried) {
      return { available: false, reason: `${found.bindingFile} does not load (${tried.complaint})` };
    }
    return name === 'tensorflow-gpu' && !tried.usesGpu
      ? { available: false, reason: 'TensorFlow lists no GPU that it can use' }
      : { available: true };
  };
  return {
    name,
    description,
    probe,
    async start() {
      const found = find();
      if ('reason' in found) throw new BackendError(name, found.reason);
      registerTensorflow(found, TENSORFLOW_PACKAGES[name]);
      await tf.setBackend(TENSORFLOW_KERNELS);
      registerFastKernels();
      return eagerExecutor();
    },
  };
}
