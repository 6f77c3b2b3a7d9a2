import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { OnnxRuntimeNode } from '../src/onnx-runtime.js';

/**
 * An onnxruntime-node that was built with these providers.
 *
 * @param failure what making a session fails with; with none, the provider that is asked for is played by the CPU's.
 */
export const fakeOnnxRuntime = (providers: readonly string[], failure?: string): OnnxRuntimeNode => ({
  Tensor,
  listSupportedBackends: () => providers.map((name) => ({ name, bundled: true })),
  InferenceSession: {
    create: (model: Uint8Array) =>
      failure === undefined ? InferenceSession.create(model) : Promise.reject(new Error(failure)),
  } as OnnxRuntimeNode['InferenceSession'],
});
