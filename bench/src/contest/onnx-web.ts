/** The settings of ONNX Runtime Web's sessions that predict. */
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
