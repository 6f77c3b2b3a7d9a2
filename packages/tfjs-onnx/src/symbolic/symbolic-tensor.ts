import type { GraphValue } from '../graph/graph.js';

/** Element types of TensorFlow.js that can be recorded. */
export type TensorType = 'float32' | 'int32' | 'bool';

/**
 * The order of a tensor's axes in memory: axis `i` of the graph's value is axis `layout[i]` of the tensor as TensorFlow.js sees
 * it. With the layout [0, 3, 1, 2] a tensor [batch, height, width, channels] lies as [batch, channels, height, width].
 */
export type Layout = readonly number[];

/** Images [batch, height, width, channels] as ONNX's convolutions and poolings take them: [batch, channels, height, width]. */
export const CHANNELS_FIRST: Layout = [0, 3, 1, 2];

/**
 * Images [batch, height, width, channels] as [channels, height, width, batch]. Each pixel is a row of one number per image, so
 * that windows are cut out in whole rows, and the convolution of a batch is that of one wide image.
 */
export const BATCH_LAST: Layout = [3, 1, 2, 0];

/** The layout of images in a graph: [batch, channels, height, width], or [channels, height, width, batch]. */
export type ImageLayout = 'channels-first' | 'batch-last';

/** A tensor while its computation is recorded: a value of the graph, or one repeated number. */
export type SymbolicTensor = GraphTensor | SplatTensor;

/** A tensor whose elements a run of the graph computes. */
export interface GraphTensor {
  readonly kind: 'graph';
  /** The shape as TensorFlow.js sees it. */
  readonly shape: readonly number[];
  readonly dtype: TensorType;
  /** The value, with its axes in the order that `layout` says. */
  readonly value: GraphValue;
  readonly layout: Layout;
}

/** A tensor of equal elements. It is kept as a shape and a number, so that zeros and ones take no space in the graph. */
export interface SplatTensor {
  readonly kind: 'splat';
  readonly shape: readonly number[];
  readonly dtype: TensorType;
  readonly number: number;
}

/**
 * Images [batch, height, width, channels] divided into tiles of some rows and columns, and stored by position in the tile. A max
 * pooling's gradient is computed in this form, and a convolution's filter gradient can use it without joining it.
 */
export interface TiledTensor {
  readonly kind: 'tiles';
  readonly shape: readonly number[];
  readonly dtype: 'float32';
  /** Rows of a tile. */
  readonly rows: number;
  /** Columns of a tile. */
  readonly columns: number;
  /** For each position in a tile, row by row, its pixels: [channels, height / rows, width / columns, batch]. */
  readonly positions: readonly GraphValue[];
  /** For each tile the sum of its pixels, in the same shape. */
  readonly sums: GraphValue;
}

/** Returns the layout that keeps the order of the axes. */
export const plainLayout = (rank: number): Layout => Array.from({ length: rank }, (_, axis) => axis);

/** Creates a tensor of equal elements. */
export function splat(shape: readonly number[], dtype: TensorType, number: number): SplatTensor {
  return { kind: 'splat', shape, dtype, number: dtype === 'float32' ? Math.fround(number) : number };
}

/** Creates the tensor of a value whose axes lie in the given layout. */
export function graphTensor(value: GraphValue, dtype: TensorType, layout: Layout): GraphTensor {
  const shape: number[] = [];
  layout.forEach((axis, i) => (shape[axis] = value.shape[i]!));
  return { kind: 'graph', shape, dtype, value, layout };
}
