import type { GraphValue } from '../graph/graph-node.js';
import type { Recorder } from './recorder.js';
import { BATCH_LAST, CHANNELS_FIRST, graphTensor } from './symbolic-tensor.js';
import type { GraphTensor, ImageLayout, Layout, SymbolicTensor, TiledTensor } from './symbolic-tensor.js';

/** Images [batch, height, width, channels] that windows of some rows and columns tile. */
export interface Tiling {
  readonly shape: readonly number[];
  readonly rows: number;
  readonly columns: number;
}

/**
 * Images taken apart by the place in the window, row by row: values with an element a window, flat, in the order that the
 * layout's windows have.
 */
export function takeApart(recorder: Recorder, images: SymbolicTensor, tiling: Tiling): readonly GraphValue[] {
  const value = recorder.inLayout(images, layoutOf(recorder.images));
  return recorder.images === 'batch-last' ? gathered(recorder, value, tiling) : split(recorder, value, tiling);
}

/** The inverse of {@link takeApart}. */
function putTogether(recorder: Recorder, places: readonly GraphValue[], tiling: Tiling): GraphTensor {
  const layout = layoutOf(recorder.images);
  const joined =
    recorder.images === 'batch-last' ? scattered(recorder, places, tiling) : join(recorder, places, tiling);
  const shape = layout.map((axis) => tiling.shape[axis]!);
  return graphTensor(recorder.graph.reshape(joined, shape), joined.type as GraphTensor['dtype'], layout);
}

/**
 * Places with an element a window each, in the order that {@link takeApart} gives them, as one tensor: joined only when asked for.
 *
 * @param sums of the places, window by window.
 */
export function tiled(
  recorder: Recorder,
  places: readonly GraphValue[],
  sums: GraphValue,
  tiling: Tiling,
): GraphTensor | TiledTensor {
  if (recorder.images !== 'batch-last') return putTogether(recorder, places, tiling);
  const { shape, rows, columns } = tiling;
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const perPlace = [channels, height / rows, width / columns, batch];
  const shaped = (value: GraphValue) => recorder.graph.reshape(value, perPlace);
  return { kind: 'tiles', shape, dtype: 'float32', rows, columns, places: places.map(shaped), sums: shaped(sums) };
}

/** A tensor in one piece. */
export function joined(recorder: Recorder, tensor: SymbolicTensor | TiledTensor): SymbolicTensor {
  return tensor.kind === 'tiles' ? putTogether(recorder, tensor.places, tensor) : tensor;
}

/** The elements of a tensor with an element a window, in the order that {@link takeApart} gives them. */
export function perWindow(recorder: Recorder, windows: SymbolicTensor): GraphValue {
  const value = recorder.inLayout(windows, layoutOf(recorder.images));
  return recorder.graph.reshape(value, [value.size]);
}

const layoutOf = (images: ImageLayout): Layout => (images === 'batch-last' ? BATCH_LAST : CHANNELS_FIRST);

/** Channels first, one axis after the other is split. */
function split(recorder: Recorder, value: GraphValue, { shape, rows, columns }: Tiling): readonly GraphValue[] {
  const { graph } = recorder;
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const [strips, across] = [batch * channels * (height / rows), width / columns];
  const byColumn = splitAxis(recorder, graph.reshape(value, [strips * rows * across, columns]), 1).map((column) =>
    splitAxis(recorder, graph.reshape(column, [strips, rows, across]), 1),
  );
  return Array.from({ length: rows * columns }, (_, place) =>
    graph.reshape(byColumn[place % columns]![Math.floor(place / columns)]!, [strips * across]),
  );
}

function join(recorder: Recorder, places: readonly GraphValue[], { shape, rows, columns }: Tiling): GraphValue {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const [strips, across] = [batch * channels * (height / rows), width / columns];
  const byColumn = Array.from({ length: columns }, (_, column) =>
    joinAxis(
      recorder,
      places.filter((_, place) => place % columns === column),
      [strips, 1, across],
      1,
    ),
  );
  return joinAxis(recorder, byColumn, [strips * rows * across, 1], 1);
}

/** With the batch last, each place is a row of numbers that is copied as it is. */
function gathered(recorder: Recorder, value: GraphValue, tiling: Tiling): readonly GraphValue[] {
  const { graph } = recorder;
  const [batch, height, width, channels] = tiling.shape as [number, number, number, number];
  const image = graph.reshape(value, [channels, height * width, batch]);
  return placesOf(tiling).map((sources) => {
    const shape = [channels, sources.length, batch];
    const place = graph.op('Gather', [image, graph.int64(sources)], { type: value.type, shape }, { axis: 1 });
    return graph.reshape(place, [place.size]);
  });
}

function scattered(recorder: Recorder, places: readonly GraphValue[], tiling: Tiling): GraphValue {
  const { graph } = recorder;
  const [batch, height, width, channels] = tiling.shape as [number, number, number, number];
  const joined = joinAxis(recorder, places, [channels, (height * width) / places.length, batch], 1);
  const from: number[] = [];
  placesOf(tiling)
    .flat()
    .forEach((pixel, i) => (from[pixel] = i));
  return graph.op('Gather', [joined, graph.int64(from)], joined, { axis: 1 });
}

/** For each place in the window, row by row, the pixels there, window by window: row · width + column. */
export function placesOf({ shape, rows, columns }: Tiling): number[][] {
  const [, height, width] = shape as [number, number, number, number];
  return Array.from({ length: rows * columns }, (_, place) =>
    Array.from({ length: (height * width) / (rows * columns) }, (_, window) => {
      const across = width / columns;
      const row = Math.floor(window / across) * rows + Math.floor(place / columns);
      return row * width + (window % across) * columns + (place % columns);
    }),
  );
}

/** The slices of length one along an axis. */
function splitAxis(recorder: Recorder, value: GraphValue, axis: number): readonly GraphValue[] {
  const count = value.shape[axis]!;
  if (count === 1) return [value];
  const shape = value.shape.map((length, a) => (a === axis ? 1 : length));
  return recorder.graph.ops(
    'Split',
    [value],
    Array.from({ length: count }, () => ({ type: value.type, shape })),
    { axis, num_outputs: count },
  );
}

/** Values, each under the given shape, joined along an axis. */
function joinAxis(
  recorder: Recorder,
  values: readonly GraphValue[],
  shape: readonly number[],
  axis: number,
): GraphValue {
  const parts = values.map((value) => recorder.graph.reshape(value, shape));
  if (parts.length === 1) return parts[0]!;
  const joined = shape.map((length, a) => (a === axis ? length * parts.length : length));
  return recorder.graph.op('Concat', parts, { type: parts[0]!.type, shape: joined }, { axis });
}
