import { compiledExecutor } from '@mnist-adder/trainer';
import type { Backend } from '@mnist-adder/trainer/node';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

/** ONNX Runtime as a browser has it, in Node: the same compiled steps, on one thread of WebAssembly. */
export function wasmBackend(): Backend {
  return {
    name: 'onnx-wasm',
    description: 'ONNX Runtime Web in WebAssembly, 1 thread, compiled steps',
    probe: () => Promise.resolve({ available: true }),
    async start() {
      await tf.setBackend('cpu');
      return compiledExecutor(await importOnnxWeb(), WASM_OPTIONS);
    },
  };
}

export const WASM_OPTIONS = { executionProviders: ['wasm'], graphOptimizationLevel: 'extended' } as const;

export async function importOnnxWeb() {
  const runtime = await import('onnxruntime-web');
  runtime.env.wasm.numThreads = 1;
  return runtime;
}
