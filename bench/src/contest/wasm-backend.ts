import { compiledExecutor } from '@mnist-adder/trainer';
import type { Backend } from '@mnist-adder/trainer/node';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

/** The backend `onnx-wasm` on one thread: what a web page has that is not isolated from others. */
export function oneThreadWasmBackend(): Backend {
  return {
    name: 'onnx-wasm-1',
    description: 'ONNX Runtime in WebAssembly, 1 thread, compiled steps',
    probe: () => Promise.resolve({ available: true }),
    async start() {
      await tf.setBackend('cpu');
      return compiledExecutor(await importOnnxWeb(1), WASM_OPTIONS, { images: 'batch-last', target: 'wasm' });
    },
  };
}

export const WASM_OPTIONS = {
  executionProviders: ['wasm'],
  graphOptimizationLevel: 'extended',
  logSeverityLevel: 3,
} as const;

/** Loads ONNX Runtime Web, for the whole process with that many threads. */
export async function importOnnxWeb(threads: number) {
  const runtime = await import('onnxruntime-web');
  runtime.env.wasm.numThreads = threads;
  return runtime;
}
