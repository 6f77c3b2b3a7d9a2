import * as tf from '@tensorflow/tfjs-core';
import { sameShape, type Attributes, type GraphValue } from '../graph/graph.js';
import type { SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import type { KernelCall } from './kernel.js';
import { windowOf } from './window.js';

/** Sizes of a pooling, computed by TensorFlow.js. */
export type PoolInfo = tf.backend_util.Conv2DInfo;

interface PoolAttributes {
  filterSize: [number, number] | number;
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Returns the sizes of a pooling of images. */
export function poolInfo(call: KernelCall, x: SymbolicTensor): PoolInfo {
  const a = call.attributes as PoolAttributes;
  const shape = [...x.shape] as [number, number, number, number];
  return tf.backend_util.computePool2DInfo(shape, a.filterSize, a.strides, 1, a.pad, a.dimRoundingMode);
}

/** Returns the shape of a pooling's output with the channels first. */
export const outputShape = (info: PoolInfo) => [info.batchSize, info.outChannels, info.outHeight, info.outWidth];

/** Returns the shape of a pooling's input with the channels first. */
export const inputShape = (info: PoolInfo) => [info.batchSize, info.inChannels, info.inHeight, info.inWidth];

/** Tells whether a pooling returns its input. TensorFlow.js then ignores strides and padding. */
export const isIdentity = (info: PoolInfo): boolean =>
  info.filterHeight === 1 && info.filterWidth === 1 && sameShape(info.inShape, info.outShape);

/** Tells whether the padding is as long as the window at some edge. ONNX Runtime has no such pooling. */
export function hasWidePadding(call: KernelCall, info: PoolInfo): boolean {
  const [top, left, bottom, right] = windowOf(call.kernelName, info).pads;
  return Math.max(top, bottom) >= info.filterHeight || Math.max(left, right) >= info.filterWidth;
}

/** Returns rows and columns of a pooling's window. */
export const kernelShape = (info: PoolInfo) => [info.filterHeight, info.filterWidth];

/**
 * Returns the ONNX attributes of a pooling of these images.
 *
 * ONNX Runtime merges a Pad into the pooling that follows it. The pooling then ignores the zeros of the padding. It does not merge
 * them if the pooling's own padding is given by name, as `auto_pad`.
 */
export function poolAttributes(call: KernelCall, images: GraphValue, info: PoolInfo): Attributes {
  const { strides, pads } = windowOf(call.kernelName, info);
  const attributes = { strides, kernel_shape: kernelShape(info) };
  const padded = isPadded(images);
  if (padded && pads.every((pad) => pad === 0)) return { ...attributes, auto_pad: 'VALID' };
  if (padded && info.padInfo.type === 'SAME') return { ...attributes, auto_pad: 'SAME_UPPER' };
  return { ...attributes, pads };
}

/** Tells whether the images are the result of a Pad. */
export const isPadded = (images: GraphValue): boolean =>
  images.source.kind === 'node' && images.source.node.type === 'Pad';
