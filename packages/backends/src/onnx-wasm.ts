import { availableParallelism } from 'node:os';
import { compiledExecutor } from '@mnist-adder/trainer';
import type { CompileOptions } from '@mnist-adder/tfjs-onnx';
import { threadsText, type Backend, type BackendOptions } from './backend.js';
import { startCpu } from './start-cpu.js';

/** The options with which training opens sessions of onnxruntime-web. */
const WASM_OPTIONS: CompileOptions = {
  executionProviders: ['wasm'],
  graphOptimizationLevel: 'extended',
  logSeverityLevel: 3,
};

/**
 * Creates the backend of ONNX Runtime in WebAssembly. Web pages train on it, and so do machines on which no native backend runs. Its
 * package is large, so it does not come with the install.
 */
export function onnxWasmBackend({ threads = availableParallelism() }: BackendOptions = {}): Backend {
  return {
    name: 'onnx-wasm',
    threads,
    description: `ONNX Runtime in WebAssembly, ${threadsText(threads)}, compiled steps`,
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
      // Has an effect only before the first session of the process.
      runtime.env.wasm.numThreads = threads;
      // The variables live there while they are recorded and saved.
      await startCpu();
      return compiledExecutor(runtime, WASM_OPTIONS, { images: 'batch-last', target: 'wasm' });
    },
  };
}
