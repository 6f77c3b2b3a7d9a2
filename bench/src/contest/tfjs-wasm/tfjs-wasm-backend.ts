import { eagerExecutor } from '@mnist-adder/trainer';
import type { Backend } from '@mnist-adder/backends';
import * as tf from '@tensorflow/tfjs-core';
import { registerComposedKernels } from './composed-kernels.js';

/** TensorFlow.js's own WebAssembly backend, which has one thread in Node: what a step is compiled for instead. */
export function tfjsWasmBackend(): Backend {
  return {
    name: 'tfjs-wasm',
    description: 'tfjs-backend-wasm with the kernels that it lacks composed, 1 thread, eager steps',
    probe: () => Promise.resolve({ available: true }),
    async start() {
      await import('@tensorflow/tfjs-backend-wasm');
      await tf.setBackend('wasm');
      registerComposedKernels();
      return eagerExecutor();
    },
  };
}
