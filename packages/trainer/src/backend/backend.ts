import type { Executor } from '../loop/executor.js';

/** Something that training can run on in Node. */
export interface Backend {
  readonly name: string;
  /** What it is, for people: `ONNX Runtime 1.30.0 on the CPU, 2 threads, compiled steps`. */
  readonly description: string;
  /** Whether it works on this machine, and if not, why and what would help. */
  probe(): Promise<{ readonly available: true } | { readonly available: false; readonly reason: string }>;
  /** Starts it. Tensors then live on a TensorFlow.js backend that is part of it. */
  start(): Promise<Executor>;
}
