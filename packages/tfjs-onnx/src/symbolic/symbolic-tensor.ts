import type { GraphValue } from '../graph/graph-node.js';

/** The element types of TensorFlow.js that can be recorded. */
export type TensorType = 'float32' | 'int32' | 'bool';

/**
 * The order in which a tensor's axes lie in memory: `layout[i]` is the axis of the tensor, as TensorFlow.js sees it, that
 * is axis `i` of the graph's value. Images that TensorFlow.js sees as [batch, height, width, channels] lie as
 * [batch, channels, height, width] with the layout [0, 3, 1, 2].
 */
export type Layout = readonly number[];

/** [batch, height, width, channels] as ONNX's convolutions and poolings want it: [batch, channels, height, width]. */
export const CHANNELS_FIRST: Layout = [0, 3, 1, 2];

/**
 * [batch, height, width, channels] as [channels, height, width, batch]: a place of the image is a long row of numbers, one an
 * image, so that windows are taken apart and put together in whole rows, and a batch's convolution is one wide image's.
 */
export const BATCH_LAST: Layout = [3, 1, 2, 0];

/** How images lie between the kernels that care. */
export type ImageLayout = 'channels-first' | 'batch-last';

/** What a tensor is while its computation is being recorded: a value of the graph, or one number repeated. */
export type SymbolicTensor = GraphTensor | SplatTensor;

export interface GraphTensor {
  readonly kind: 'graph';
  /** As TensorFlow.js sees it. */
  readonly shape: readonly number[];
  readonly dtype: TensorType;
  /** Axis `i` of this value is axis `layout[i]` of the tensor. */
  readonly value: GraphValue;
  readonly layout: Layout;
}

/** A tensor of equal elements, recorded as shape and number so that zeros and ones take no room in the graph. */
export interface SplatTensor {
  readonly kind: 'splat';
  readonly shape: readonly number[];
  readonly dtype: TensorType;
  readonly number: number;
}

/**
 * Images taken apart by their places in the windows that tile them: what a pooling's gradient is made of, and what the filter
 * gradient of a convolution before it can be calculated from as it is.
 */
export interface TiledTensor {
  readonly kind: 'tiles';
  readonly shape: readonly number[];
  readonly dtype: 'float32';
  /** Rows and columns of a window. */
  readonly rows: number;
  readonly columns: number;
  /** For each place in the window, row by row, its elements: [channels, height / rows, width / columns, batch]. */
  readonly places: readonly GraphValue[];
  /** For each window the sum of its elements, of the same shape. */
  readonly sums: GraphValue;
}

/** The layout in which the axes lie as TensorFlow.js sees them. */
export const plainLayout = (rank: number): Layout => Array.from({ length: rank }, (_, axis) => axis);

export function splat(shape: readonly number[], dtype: TensorType, number: number): SplatTensor {
  return { kind: 'splat', shape, dtype, number: dtype === 'float32' ? Math.fround(number) : number };
}

/** A graph's value as a tensor; a layout that only moves axes of length one counts as plain. */
export function graphTensor(value: GraphValue, dtype: TensorType, layout: Layout): GraphTensor {
  const shape: number[] = [];
  layout.forEach((axis, i) => (shape[axis] = value.shape[i]!));
  return { kind: 'graph', shape, dtype, value, layout };
}
