import { compiledExecutor, eagerExecutor, type Executor } from '@mnist-adder/trainer';
import * as tf from '@tensorflow/tfjs-core';
import wasmFile from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { startBackend } from '../backend/start-backend.js';
import type { TrainingBackend } from './protocol.js';

/** Starts what a training runs on. */
export async function startExecutor(backend: TrainingBackend, onLost: () => void): Promise<Executor> {
  if (backend !== 'wasm') {
    await startBackend(backend, onLost);
    return eagerExecutor();
  }
  const runtime = await import('onnxruntime-web/wasm');
  runtime.env.wasm.wasmPaths = { wasm: new URL(wasmFile, import.meta.url).href };
  // Threads need HTTP headers that a static page cannot set, and with them the same seed gives other weights.
  runtime.env.wasm.numThreads = 1;
  // It holds the variables before the step is recorded and after training.
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  const options = { executionProviders: ['wasm'], graphOptimizationLevel: 'extended', logSeverityLevel: 3 } as const;
  return compiledExecutor(runtime, options, { images: 'batch-last', target: 'wasm' });
}
