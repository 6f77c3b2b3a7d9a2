import * as tf from '@tensorflow/tfjs-core';
import type { SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import type { KernelCall } from './kernel.js';

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
