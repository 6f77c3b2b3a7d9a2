import type { GraphValue } from '../graph/graph.js';
import type { Recorder } from './recorder.js';
import {
  BATCH_LAST,
  CHANNELS_FIRST,
  graphTensor,
  type GraphTensor,
  type ImageLayout,
  type Layout,
  type SymbolicTensor,
  type TiledTensor,
} from './symbolic-tensor.js';

/** Images [batch, height, width, channels] that are divided into tiles. Height and width are multiples of rows and columns. */
export interface Tiling {
  readonly shape: readonly number[];
  readonly rows: number;
  readonly columns: number;
}

/**
 * Divides images by position in the tile.
 *
 * @returns for each position, row by row, a flat value with one pixel per tile, in the order of {@link perTile}.
 */
export function toTiles(recorder: Recorder, images: SymbolicTensor, tiling: Tiling): readonly GraphValue[] {
  const value = recorder.inLayout(images, layoutOf(recorder.images));
  return recorder.images === 'batch-last' ? gatherTiles(recorder, value, tiling) : splitTiles(recorder, value, tiling);
}

/** Joins a tensor that is in tiles; returns any other tensor as it is. */
export function fromTiles(recorder: Recorder, tensor: SymbolicTensor | TiledTensor): SymbolicTensor {
  return tensor.kind === 'tiles' ? joinTiles(recorder, tensor.positions, tensor) : tensor;
}

/**
 * Creates the tensor of pixels by position in the tile, as {@link toTiles} returns them. With the batch last it stays in tiles until
 * a kernel needs it whole.
 *
 * @param sums for each tile the sum of its pixels, in the order of {@link perTile}.
 */
export function tiledTensor(
  recorder: Recorder,
  positions: readonly GraphValue[],
  sums: GraphValue,
  tiling: Tiling,
): GraphTensor | TiledTensor {
  if (recorder.images !== 'batch-last') return joinTiles(recorder, positions, tiling);
  const { shape, rows, columns } = tiling;
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const perPosition = [channels, height / rows, width / columns, batch];
  const shaped = (value: GraphValue) => recorder.graph.reshape(value, perPosition);
  return {
    kind: 'tiles',
    shape,
    dtype: 'float32',
    rows,
    columns,
    positions: positions.map(shaped),
    sums: shaped(sums),
  };
}

/** Flattens images with one pixel per tile, in the layout of the recorder's images. */
export function perTile(recorder: Recorder, images: SymbolicTensor): GraphValue {
  const value = recorder.inLayout(images, layoutOf(recorder.images));
  return recorder.graph.reshape(value, [value.size]);
}

/** For each position in the tile, row by row, its pixels tile by tile, as the index row · width + column. */
export function pixelsByPosition({ shape, rows, columns }: Tiling): number[][] {
  const [, height, width] = shape as [number, number, number, number];
  return Array.from({ length: rows * columns }, (_, position) =>
    Array.from({ length: (height * width) / (rows * columns) }, (_, tile) => {
      const across = width / columns;
      const row = Math.floor(tile / across) * rows + Math.floor(position / columns);
      return row * width + (tile % across) * columns + (position % columns);
    }),
  );
}

const layoutOf = (images: ImageLayout): Layout => (images === 'batch-last' ? BATCH_LAST : CHANNELS_FIRST);

/** The inverse of {@link toTiles}. */
function joinTiles(recorder: Recorder, positions: readonly GraphValue[], tiling: Tiling): GraphTensor {
  const layout = layoutOf(recorder.images);
  const flat =
    recorder.images === 'batch-last'
      ? scatterTiles(recorder, positions, tiling)
      : concatTiles(recorder, positions, tiling);
  const shape = layout.map((axis) => tiling.shape[axis]!);
  return graphTensor(recorder.graph.reshape(flat, shape), flat.type as GraphTensor['dtype'], layout);
}

/** With the channels first, splits columns and then rows. */
function splitTiles(recorder: Recorder, value: GraphValue, { shape, rows, columns }: Tiling): readonly GraphValue[] {
  const { graph } = recorder;
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const [strips, across] = [batch * channels * (height / rows), width / columns];
  const byColumn = splitSecondAxis(recorder, graph.reshape(value, [strips * rows * across, columns])).map((column) =>
    splitSecondAxis(recorder, graph.reshape(column, [strips, rows, across])),
  );
  return Array.from({ length: rows * columns }, (_, position) =>
    graph.reshape(byColumn[position % columns]![Math.floor(position / columns)]!, [strips * across]),
  );
}

function concatTiles(
  recorder: Recorder,
  positions: readonly GraphValue[],
  { shape, rows, columns }: Tiling,
): GraphValue {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const [strips, across] = [batch * channels * (height / rows), width / columns];
  const byColumn = Array.from({ length: columns }, (_, column) => {
    const values = positions.filter((_, position) => position % columns === column);
    return concatSecondAxis(recorder, values, [strips, 1, across]);
  });
  return concatSecondAxis(recorder, byColumn, [strips * rows * across, 1]);
}

/** With the batch last, copies each pixel as one row of numbers. */
function gatherTiles(recorder: Recorder, value: GraphValue, tiling: Tiling): readonly GraphValue[] {
  const { graph } = recorder;
  const [batch, height, width, channels] = tiling.shape as [number, number, number, number];
  const image = graph.reshape(value, [channels, height * width, batch]);
  return pixelsByPosition(tiling).map((pixels) => {
    const shape = [channels, pixels.length, batch];
    const position = graph.op('Gather', [image, graph.int64(pixels)], { type: value.type, shape }, { axis: 1 });
    return graph.reshape(position, [position.size]);
  });
}

function scatterTiles(recorder: Recorder, positions: readonly GraphValue[], tiling: Tiling): GraphValue {
  const { graph } = recorder;
  const [batch, height, width, channels] = tiling.shape as [number, number, number, number];
  const all = concatSecondAxis(recorder, positions, [channels, (height * width) / positions.length, batch]);
  const sources: number[] = [];
  pixelsByPosition(tiling)
    .flat()
    .forEach((pixel, i) => (sources[pixel] = i));
  return graph.op('Gather', [all, graph.int64(sources)], all, { axis: 1 });
}

/** Splits a value into slices of length one along its second axis. */
function splitSecondAxis({ graph }: Recorder, value: GraphValue): readonly GraphValue[] {
  const [first, count, ...rest] = value.shape as [number, number, ...number[]];
  if (count === 1) return [value];
  const outputs = Array.from({ length: count }, () => ({ type: value.type, shape: [first, 1, ...rest] }));
  return graph.ops('Split', [value], outputs, { axis: 1, num_outputs: count });
}

/** Gives each of the values a shape, and concatenates them along its second axis. */
function concatSecondAxis({ graph }: Recorder, values: readonly GraphValue[], shape: readonly number[]): GraphValue {
  const parts = values.map((value) => graph.reshape(value, shape));
  if (parts.length === 1) return parts[0]!;
  const [first, length, ...rest] = shape as [number, number, ...number[]];
  const whole = [first, length * parts.length, ...rest];
  return graph.op('Concat', parts, { type: parts[0]!.type, shape: whole }, { axis: 1 });
}
