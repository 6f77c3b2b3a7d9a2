import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Recorder } from '../symbolic/recorder.js';
import type { SymbolicTensor, TiledTensor } from '../symbolic/symbolic-tensor.js';
import { joined } from '../symbolic/tiles.js';

/** What a kernel is called with: its inputs by TensorFlow.js's names for them, and its attributes. */
export interface KernelCall {
  readonly kernelName: string;
  readonly recorder: Recorder;
  /** An input by its name. */
  readonly input: (name: string) => SymbolicTensor;
  /** An input that may be left in pieces, for kernels that can do with them. */
  readonly inputOrTiles: (name: string) => SymbolicTensor | TiledTensor;
  /** An input that may be missing. */
  readonly optionalInput: (name: string) => SymbolicTensor | undefined;
  /** The inputs of a kernel that takes a list. */
  readonly list: () => SymbolicTensor[];
  /** What TensorFlow.js declares the attributes of this kernel to be. */
  readonly attributes: unknown;
}

/** Records one TensorFlow.js kernel as nodes of a graph. */
export type Kernel = (call: KernelCall) => SymbolicTensor | TiledTensor | SymbolicTensor[];

/** Kernels by their TensorFlow.js names. */
export type Kernels = Readonly<Record<string, Kernel>>;

/** The inputs of one kernel call, looked up in the recording. */
export function kernelCall(
  kernelName: string,
  recorder: Recorder,
  inputs: Readonly<Record<string, TensorInfo | undefined>>,
  attributes: unknown,
  find: (info: TensorInfo) => SymbolicTensor | TiledTensor,
): KernelCall {
  const resolve = (info: TensorInfo) => joined(recorder, find(info));
  return {
    kernelName,
    recorder,
    attributes: attributes ?? {},
    input: (name) => resolve(inputs[name]!),
    inputOrTiles: (name) => find(inputs[name]!),
    optionalInput: (name) => {
      const info = inputs[name];
      // TensorFlow.js hands in both null and undefined for what is missing.
      return info ? resolve(info) : undefined;
    },
    list: () => Object.values(inputs).map((info) => resolve(info!)),
  };
}
