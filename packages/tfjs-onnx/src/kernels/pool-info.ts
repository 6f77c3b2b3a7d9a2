import * as tf from '@tensorflow/tfjs-core';
import type { Attributes, GraphValue } from '../graph/graph-node.js';
import type { SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import type { KernelCall } from './kernel.js';
import { windowOf } from './window.js';

export type PoolInfo = tf.backend_util.Conv2DInfo;

interface PoolAttributes {
  filterSize: [number, number] | number;
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The sizes and windows of a pooling of images. */
export function poolInfo(call: KernelCall, x: SymbolicTensor): PoolInfo {
  const a = call.attributes as PoolAttributes;
  const shape = [...x.shape] as [number, number, number, number];
  return tf.backend_util.computePool2DInfo(shape, a.filterSize, a.strides, 1, a.pad, a.dimRoundingMode);
}

// The shapes that values of a pooling have in memory: channels come first.
export const outputShape = (info: PoolInfo) => [info.batchSize, info.outChannels, info.outHeight, info.outWidth];
export const inputShape = (info: PoolInfo) => [info.batchSize, info.inChannels, info.inHeight, info.inWidth];
export const kernelShape = (info: PoolInfo) => [info.filterHeight, info.filterWidth];

/**
 * How the windows of a pooling of these images lie.
 *
 * ONNX Runtime makes zeros that a Pad puts around images part of the pooling behind it, where they no longer are zeros but
 * nothing. It does not where the padding has a name.
 */
export function poolAttributes(call: KernelCall, images: GraphValue, info: PoolInfo): Attributes {
  const { strides, pads } = windowOf(call.kernelName, info);
  const attributes = { strides, kernel_shape: kernelShape(info) };
  const padded = isPadded(images);
  if (padded && pads.every((pad) => pad === 0)) return { ...attributes, auto_pad: 'VALID' };
  if (padded && info.padInfo.type === 'SAME') return { ...attributes, auto_pad: 'SAME_UPPER' };
  return { ...attributes, pads };
}

/** Whether the images have just been surrounded with a constant. */
export const isPadded = (images: GraphValue): boolean =>
  images.source.kind === 'node' && images.source.node.type === 'Pad';
