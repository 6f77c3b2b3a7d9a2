import { availableParallelism } from 'node:os';
import { compiledExecutor } from '@mnist-adder/trainer';
import type { InferenceSession } from '@mnist-adder/onnxruntime-node';
import { threadsText, type Backend, type BackendOptions } from './backend.js';
import { importOnnxRuntime, loadOnnxRuntime } from './onnx-runtime.js';
import { startCpu } from './start-cpu.js';

/**
 * The options with which training opens sessions of onnxruntime-node on the CPU.
 *
 * @param threads the number of threads of a session. Default: one for each core.
 */
export function onnxSessionOptions(threads = availableParallelism()): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // One level more would convert the gradients' patches to a blocked layout and back: a fifth slower, 90 MB more.
    graphOptimizationLevel: 'extended',
    // With it, later steps use one large block of memory while the blocks of the first step stay: a sixth more memory.
    enableMemPattern: false,
    // Errors only: the warnings are about devices that nobody asked for.
    logSeverityLevel: 3,
  };
}

/** Creates the backend of ONNX Runtime's CPU provider, which comes with the install on every platform. */
export function onnxBackend({ threads = availableParallelism() }: BackendOptions = {}): Backend {
  return {
    name: 'onnx',
    threads,
    description: `ONNX Runtime on the CPU, ${threadsText(threads)}, compiled steps`,
    async probe() {
      const runtime = await loadOnnxRuntime();
      return 'reason' in runtime ? { available: false, reason: runtime.reason } : { available: true };
    },
    async start() {
      const runtime = await importOnnxRuntime();
      // The variables live there while they are recorded and saved.
      await startCpu();
      return compiledExecutor(runtime, onnxSessionOptions(threads));
    },
  };
}
