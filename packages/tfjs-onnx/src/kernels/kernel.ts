import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Recorder } from '../symbolic/recorder.js';
import type { SymbolicTensor, TiledTensor } from '../symbolic/symbolic-tensor.js';
import { fromTiles } from '../symbolic/tiles.js';

/** A call of a kernel: its inputs, by the names that TensorFlow.js gives them, and its attributes. */
export interface KernelCall {
  readonly kernelName: string;
  readonly recorder: Recorder;
  /** Returns a required input. */
  readonly input: (name: string) => SymbolicTensor;
  /** Returns a required input, which may be in tiles. */
  readonly inputOrTiles: (name: string) => SymbolicTensor | TiledTensor;
  /** Returns an optional input. */
  readonly optionalInput: (name: string) => SymbolicTensor | undefined;
  /** Returns the inputs of a kernel that takes a list of tensors. */
  readonly list: () => SymbolicTensor[];
  /** The attributes, of the type that TensorFlow.js declares for this kernel. */
  readonly attributes: unknown;
}

/** Records one TensorFlow.js kernel as nodes of a graph. */
export type Kernel = (call: KernelCall) => SymbolicTensor | TiledTensor | SymbolicTensor[];

/** Kernels by their TensorFlow.js names. */
export type Kernels = Readonly<Record<string, Kernel>>;

/**
 * Creates a kernel call from what TensorFlow.js passes to a kernel.
 *
 * @param find returns the symbolic tensor that TensorFlow.js refers to.
 */
export function kernelCall(
  kernelName: string,
  recorder: Recorder,
  inputs: Readonly<Record<string, TensorInfo | undefined>>,
  attributes: unknown,
  find: (info: TensorInfo) => SymbolicTensor | TiledTensor,
): KernelCall {
  const resolve = (info: TensorInfo) => fromTiles(recorder, find(info));
  return {
    kernelName,
    recorder,
    attributes: attributes ?? {},
    input: (name) => resolve(inputs[name]!),
    inputOrTiles: (name) => find(inputs[name]!),
    optionalInput: (name) => {
      const info = inputs[name];
      // TensorFlow.js passes either null or undefined for a missing input.
      return info ? resolve(info) : undefined;
    },
    list: () => Object.values(inputs).map((info) => resolve(info!)),
  };
}
