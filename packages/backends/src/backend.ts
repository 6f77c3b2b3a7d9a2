import type { Executor } from '@mnist-adder/trainer';

/** Something that training can run on in Node. */
export interface Backend {
  readonly name: string;
  /** What it is, for people: `ONNX Runtime 1.30.0 on the CPU, 2 threads, compiled steps`. */
  readonly description: string;
  /**
   * How many threads a step is split among, where that decides the last bits of its sums: with as many, one seed gives the same bytes on
   * any machine. Left out where it does not, or cannot be set.
   */
  readonly threads?: number;
  /** Whether it works on this machine, and if not, why and what would help. */
  probe(options?: ProbeOptions): Promise<Availability>;
  /** Starts it. Tensors then live on a TensorFlow.js backend that is part of it. */
  start(): Promise<Executor>;
}

export interface BackendOptions {
  /** How many threads a step is split among, where the backend lets it be set. Default: one for each core. */
  readonly threads?: number | undefined;
}

export interface ProbeOptions {
  /** Whether a device will do that is only played by software. Default: `false`. */
  readonly software?: boolean;
}

export type Availability =
  { readonly available: true; readonly device?: Device } | { readonly available: false; readonly reason: string };

/** What a backend computes on, where that was looked for. */
export interface Device {
  /** `NVIDIA H200` */
  readonly name: string;
  /** Whether it is a program that plays a GPU: right, but slower than the CPU that it runs on. */
  readonly software: boolean;
}
