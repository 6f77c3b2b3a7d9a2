import type { Env, InferenceSession, TensorConstructor } from 'onnxruntime-common';

/** The part of ONNX Runtime's JavaScript API that is used; `onnxruntime-node` and `onnxruntime-web` both have it. */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: TensorConstructor;
  readonly env: Env;
}

/** The elements of a tensor: bytes of 0 and 1 for truth values. */
export type TensorData = Float32Array | Int32Array | Uint8Array;
