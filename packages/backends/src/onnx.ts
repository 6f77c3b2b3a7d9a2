import { availableParallelism } from 'node:os';
import { compiledExecutor } from '@mnist-adder/trainer';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { InferenceSession } from 'onnxruntime-node';
import type { Backend, BackendOptions } from './backend.js';
import { importOnnxRuntime, loadOnnxRuntime } from './onnx-runtime.js';

/** The settings of ONNX Runtime's sessions that training uses. */
export function onnxSessionOptions(threads = availableParallelism()): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // One level more would convert the gradients' patches to a blocked layout and back: a fifth slower, 90 MB more.
    graphOptimizationLevel: 'extended',
    // A pattern is one block for all of a step's tensors, beside the blocks of the first step, which stay: a sixth more memory.
    enableMemPattern: false,
    // Errors only; its warnings are about devices that are not asked for.
    logSeverityLevel: 3,
  };
}

/** ONNX Runtime with its CPU provider: it comes with the install on every platform. */
export function onnxBackend({ threads = availableParallelism() }: BackendOptions = {}): Backend {
  return {
    name: 'onnx',
    threads,
    description: `ONNX Runtime on the CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}, compiled steps`,
    async probe() {
      const runtime = await loadOnnxRuntime();
      return 'reason' in runtime ? { available: false, reason: runtime.reason } : { available: true };
    },
    async start() {
      const runtime = await importOnnxRuntime();
      // The variables live there between being recorded and being saved.
      await tf.setBackend('cpu');
      return compiledExecutor(runtime, onnxSessionOptions(threads));
    },
  };
}
