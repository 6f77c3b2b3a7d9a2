import * as tf from '@tensorflow/tfjs-core';
import { graphTensor, plainLayout, splat } from '../symbolic/symbolic-tensor.js';
import type { GraphTensor, Layout, SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import type { Recorder } from '../symbolic/recorder.js';
import type { Kernel, Kernels } from './kernel.js';

/** The same elements under another shape. */
export function reshape(recorder: Recorder, x: SymbolicTensor, shape: readonly number[]): SymbolicTensor {
  if (x.kind === 'splat') return splat(shape, x.dtype, x.number);
  if (keepsBatchLast(recorder, x, shape)) {
    const rows = recorder.inLayout(x, batchLast(x.shape.length));
    const layout = batchLast(shape.length);
    const value = recorder.graph.reshape(
      rows,
      layout.map((axis) => shape[axis]!),
    );
    return graphTensor(value, x.dtype, layout);
  }
  return recorder.tensor(recorder.plain(x), x.dtype, shape);
}

/**
 * Whether a tensor under its new shape lies with the batch last: one that lies so and keeps its batch goes on so, and features
 * that become images begin to. In both cases rows are moved as they are.
 */
function keepsBatchLast({ images }: Recorder, x: GraphTensor, shape: readonly number[]): boolean {
  const rank = x.shape.length;
  if (rank < 2 || shape.length < 2 || shape[0] !== x.shape[0]) return false;
  return x.layout.at(-1) === 0 || (images === 'batch-last' && rank === 2 && shape.length === 4);
}

const batchLast = (rank: number): Layout => [...plainLayout(rank).slice(1), 0];

/** A tensor that has a place in the graph. */
function inGraph(recorder: Recorder, x: SymbolicTensor): GraphTensor {
  return x.kind === 'graph' ? x : recorder.tensor(recorder.plain(x), x.dtype);
}

/** Joins tensors along an axis, in the layout of the largest. */
function concat(recorder: Recorder, parts: readonly SymbolicTensor[], axis: number): SymbolicTensor {
  const tensors = parts.filter((part) => part.shape[axis] !== 0);
  if (tensors.length === 0) return parts[0]!;
  if (tensors.length === 1) return tensors[0]!;
  const placed = tensors.map((tensor) => inGraph(recorder, tensor));
  const layout = placed.reduce((best, tensor) => (tensor.value.size > best.value.size ? tensor : best)).layout;
  const shape = [...placed[0]!.shape];
  shape[axis] = placed.reduce((length, tensor) => length + tensor.shape[axis]!, 0);
  const value = recorder.graph.op(
    'Concat',
    placed.map((tensor) => recorder.inLayout(tensor, layout)),
    { type: placed[0]!.dtype, shape: layout.map((a) => shape[a]!) },
    { axis: layout.indexOf(axis) },
  );
  return graphTensor(value, placed[0]!.dtype, layout);
}

/** Surrounds a tensor with a constant. */
function pad(
  recorder: Recorder,
  x: SymbolicTensor,
  paddings: readonly (readonly [number, number])[],
  constant: number,
): SymbolicTensor {
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  const tensor = inGraph(recorder, x);
  const { layout } = tensor;
  const before = layout.map((axis) => paddings[axis]![0]);
  const after = layout.map((axis) => paddings[axis]![1]);
  const value = recorder.graph.op(
    'Pad',
    [tensor.value, recorder.graph.int64([...before, ...after]), recorder.scalar(x.dtype, constant)],
    { type: x.dtype, shape: tensor.value.shape.map((length, i) => length + before[i]! + after[i]!) },
  );
  return graphTensor(value, x.dtype, layout);
}

/** Surrounds images [batch, height, width, channels] with a constant. */
export function padImages(
  recorder: Recorder,
  images: SymbolicTensor,
  [top, left, bottom, right]: readonly [top: number, left: number, bottom: number, right: number],
  constant: number,
): SymbolicTensor {
  const edges = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ] as const;
  return pad(recorder, images, edges, constant);
}

const transpose: Kernel = (call) => {
  const x = call.input('x');
  const { perm } = call.attributes as tf.TransposeAttrs;
  if (x.kind === 'splat') {
    return splat(
      perm.map((axis) => x.shape[axis]!),
      x.dtype,
      x.number,
    );
  }
  // Nothing moves in memory: the axes are only numbered anew.
  return graphTensor(
    x.value,
    x.dtype,
    x.layout.map((axis) => perm.indexOf(axis)),
  );
};

const expandDims: Kernel = (call) => {
  const x = call.input('input');
  const { dim } = call.attributes as tf.ExpandDimsAttrs;
  const shape = [...x.shape];
  shape.splice(dim < 0 ? x.shape.length + dim + 1 : dim, 0, 1);
  return reshape(call.recorder, x, shape);
};

const pack: Kernel = (call) => {
  const parts = call.list();
  const { axis } = call.attributes as tf.PackAttrs;
  const shape = [...parts[0]!.shape];
  const at = axis < 0 ? shape.length + axis + 1 : axis;
  shape.splice(at, 0, 1);
  return concat(
    call.recorder,
    parts.map((part) => reshape(call.recorder, part, shape)),
    at,
  );
};

const tile: Kernel = (call) => {
  const { recorder } = call;
  const x = call.input('x');
  const { reps } = call.attributes as tf.TileAttrs;
  const shape = x.shape.map((length, axis) => length * reps[axis]!);
  if (x.kind === 'splat') return splat(shape, x.dtype, x.number);
  const { layout } = x;
  const repeats = recorder.graph.int64(layout.map((axis) => reps[axis]!));
  const value = recorder.graph.op('Tile', [x.value, repeats], {
    type: x.dtype,
    shape: layout.map((axis) => shape[axis]!),
  });
  return graphTensor(value, x.dtype, layout);
};

const padV2: Kernel = (call) => {
  const { paddings, constantValue } = call.attributes as tf.PadV2Attrs;
  return pad(call.recorder, call.input('x'), paddings, constantValue);
};

/** Kernels that arrange elements without calculating. */
export const SHAPE_KERNELS: Kernels = {
  Concat: (call) => {
    const parts = call.list();
    const [axis] = tf.util.parseAxisParam((call.attributes as tf.ConcatAttrs).axis, [...parts[0]!.shape]);
    return concat(call.recorder, parts, axis!);
  },
  ExpandDims: expandDims,
  Identity: ({ inputOrTiles }) => inputOrTiles('x'),
  Pack: pack,
  PadV2: padV2,
  Reshape: (call) => {
    const x = call.inputOrTiles('x');
    const given = call.attributes as tf.ReshapeAttrs;
    const shape = tf.util.inferFromImplicitShape(given.shape, tf.util.sizeFromShape([...x.shape]));
    return tf.util.arraysEqual(shape, [...x.shape]) ? x : reshape(call.recorder, call.input('x'), shape);
  },
  Tile: tile,
  Transpose: transpose,
};
