import type * as tf from '@tensorflow/tfjs-core';
import type { GraphValue } from '../graph/graph-node.js';
import type { Recorder } from '../symbolic/recorder.js';
import type { Layout, SymbolicTensor, TiledTensor } from '../symbolic/symbolic-tensor.js';
import type { Window } from './window.js';

/** A two-dimensional convolution: its sizes, and how its windows lie. */
export interface Convolution {
  readonly info: tf.backend_util.Conv2DInfo;
  /** Whether each channel has filters of its own. */
  readonly depthwise: boolean;
  readonly window: Window;
  readonly kernelName: string;
}

/** A way to write a convolution and its gradients down in ONNX. */
export interface ConvolutionLowering {
  convolve(recorder: Recorder, x: SymbolicTensor, filter: SymbolicTensor, convolution: Convolution): SymbolicTensor;
  inputGradient(
    recorder: Recorder,
    dy: SymbolicTensor,
    filter: SymbolicTensor,
    convolution: Convolution,
  ): SymbolicTensor;
  filterGradient(
    recorder: Recorder,
    x: SymbolicTensor,
    dy: SymbolicTensor | TiledTensor,
    convolution: Convolution,
  ): SymbolicTensor;
}

/** [height, width, in, out] in memory as ONNX's convolutions want it: [out, in, height, width]. */
export const FILTER_LAYOUT: Layout = [3, 2, 0, 1];

/** [height, width, in, multiplier] as [in, multiplier, height, width], which is one output channel after the other. */
export const DEPTHWISE_FILTER_LAYOUT: Layout = [2, 3, 0, 1];

/** The filter as [out, in / groups, height, width]. */
export function filterValue(
  recorder: Recorder,
  filter: SymbolicTensor,
  { info, depthwise }: Pick<Convolution, 'info' | 'depthwise'>,
): GraphValue {
  if (!depthwise) return recorder.inLayout(filter, FILTER_LAYOUT);
  const value = recorder.inLayout(filter, DEPTHWISE_FILTER_LAYOUT);
  return recorder.graph.reshape(value, [info.outChannels, 1, info.filterHeight, info.filterWidth]);
}

/** In how many groups of channels, each with filters of its own, it falls. */
export const groupsOf = ({ info, depthwise }: Convolution): number => (depthwise ? info.inChannels : 1);
