import type { Executor } from '@mnist-adder/trainer';

/** Something that training can run on in Node. */
export interface Backend {
  /** The backend's name: `onnx`. */
  readonly name: string;
  /** What the backend is, for people: `ONNX Runtime on the CPU, 2 threads, compiled steps`. */
  readonly description: string;
  /**
   * The number of threads that share a step, if it decides the last bits of sums: with the same number, one seed gives the same bytes on
   * any machine. Undefined if it does not decide them, or cannot be set.
   */
  readonly threads?: number | undefined;
  /** Finds out whether the backend works on this machine and, if not, why and what would help. */
  probe(options?: ProbeOptions): Promise<Availability>;
  /** Starts the backend. Tensors then live on a TensorFlow.js backend that is part of it. */
  start(): Promise<Executor>;
}

/** Options of all backends. */
export interface BackendOptions {
  /** The number of threads that share a step, where the backend lets it be set. Default: one for each core. */
  readonly threads?: number | undefined;
}

/** Options of {@link Backend.probe}. */
export interface ProbeOptions {
  /** Whether a software adapter will do. Default: `false`. */
  readonly software?: boolean | undefined;
}

/** Whether a backend works: its device, if it looked for one, or the reason why it does not work. */
export type Availability =
  | { readonly available: true; readonly device?: Device | undefined }
  | { readonly available: false; readonly reason: string };

/** The device that a backend computes on. */
export interface Device {
  /** The device's name: `NVIDIA H200`. */
  readonly name: string;
  /** Whether it is a software adapter, a program that takes the part of a GPU: right, but slower than the CPU that it runs on. */
  readonly software: boolean;
}

/** A number of threads for people: `2 threads`. */
export const threadsText = (threads: number): string => `${threads} ${threads === 1 ? 'thread' : 'threads'}`;
