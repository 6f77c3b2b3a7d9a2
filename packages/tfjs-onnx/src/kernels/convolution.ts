import type * as tf from '@tensorflow/tfjs-core';
import type { GraphValue } from '../graph/graph.js';
import type { Recorder } from '../symbolic/recorder.js';
import type { Layout, SymbolicTensor, TiledTensor } from '../symbolic/symbolic-tensor.js';
import type { Window } from './window.js';

/** A two-dimensional convolution: its sizes and windows. */
export interface Convolution {
  readonly info: tf.backend_util.Conv2DInfo;
  /** Whether each input channel has its own filters. */
  readonly depthwise: boolean;
  readonly window: Window;
  readonly kernelName: string;
}

/** A way to record a convolution and its gradients. */
export interface ConvolutionLowering {
  /** Records the convolution of images `x`. */
  convolve(recorder: Recorder, x: SymbolicTensor, filter: SymbolicTensor, convolution: Convolution): SymbolicTensor;
  /** Records the gradient of the images, given the gradient `dy` of the output. */
  inputGradient(
    recorder: Recorder,
    dy: SymbolicTensor,
    filter: SymbolicTensor,
    convolution: Convolution,
  ): SymbolicTensor;
  /** Records the gradient of the filter, given the images `x` and the gradient `dy` of the output. */
  filterGradient(
    recorder: Recorder,
    x: SymbolicTensor,
    dy: SymbolicTensor | TiledTensor,
    convolution: Convolution,
  ): SymbolicTensor;
}

/** The layout of a filter [height, width, in, out] that ONNX's convolutions take: [out, in, height, width]. */
export const FILTER_LAYOUT: Layout = [3, 2, 0, 1];

/** The layout of a depthwise filter [height, width, in, multiplier] as [in, multiplier, height, width]: output channels in order. */
export const DEPTHWISE_FILTER_LAYOUT: Layout = [2, 3, 0, 1];

/** Returns the filter as ONNX takes it: [out, in / groups, height, width]. */
export function filterValue(
  recorder: Recorder,
  filter: SymbolicTensor,
  { info, depthwise }: Pick<Convolution, 'info' | 'depthwise'>,
): GraphValue {
  if (!depthwise) return recorder.inLayout(filter, FILTER_LAYOUT);
  const value = recorder.inLayout(filter, DEPTHWISE_FILTER_LAYOUT);
  return recorder.graph.reshape(value, [info.outChannels, 1, info.filterHeight, info.filterWidth]);
}

/** Returns the number of groups of channels that have their own filters. */
export const groupCount = ({ info, depthwise }: Convolution): number => (depthwise ? info.inChannels : 1);
