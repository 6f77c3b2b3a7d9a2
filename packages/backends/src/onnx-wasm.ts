import { availableParallelism } from 'node:os';
import { compiledExecutor } from '@mnist-adder/trainer';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { CompileOptions } from '@mnist-adder/tfjs-onnx';
import type { Backend, BackendOptions } from './backend.js';

/** The settings of ONNX Runtime Web's sessions for training. */
const WASM_OPTIONS: CompileOptions = {
  executionProviders: ['wasm'],
  graphOptimizationLevel: 'extended',
  logSeverityLevel: 3,
};

/**
 * ONNX Runtime compiled to WebAssembly: what a web page trains on, and in Node for machines that no native backend runs on.
 * Its package is large, so it is there only where somebody installed it.
 */
export function onnxWasmBackend({ threads = availableParallelism() }: BackendOptions = {}): Backend {
  return {
    name: 'onnx-wasm',
    threads,
    description: `ONNX Runtime in WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'}, compiled steps`,
    async probe() {
      try {
        await import('onnxruntime-web');
        return { available: true };
      } catch {
        return { available: false, reason: 'onnxruntime-web is not installed; npm install onnxruntime-web@1.30.0' };
      }
    },
    async start() {
      const runtime = await import('onnxruntime-web');
      // Counts only before the first session, for the whole process.
      runtime.env.wasm.numThreads = threads;
      // The variables live there between being recorded and being saved.
      await tf.setBackend('cpu');
      return compiledExecutor(runtime, WASM_OPTIONS, { images: 'batch-last', target: 'wasm' });
    },
  };
}
