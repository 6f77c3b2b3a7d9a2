import * as tf from '@tensorflow/tfjs-core';
import type { Recorder } from '../symbolic/recorder.js';
import {
  graphTensor,
  plainLayout,
  splat,
  type GraphTensor,
  type Layout,
  type SymbolicTensor,
} from '../symbolic/symbolic-tensor.js';
import type { Kernel, Kernels } from './kernel.js';

/** Gives the same elements another shape. */
export function reshape(recorder: Recorder, x: SymbolicTensor, shape: readonly number[]): SymbolicTensor {
  if (x.kind === 'splat') return splat(shape, x.dtype, x.number);
  if (keepsBatchLast(recorder, x, shape)) {
    const rows = recorder.inLayout(x, batchLast(x.shape.length));
    const layout = batchLast(shape.length);
    const inMemory = layout.map((axis) => shape[axis]!);
    return graphTensor(recorder.graph.reshape(rows, inMemory), x.dtype, layout);
  }
  return recorder.tensor(recorder.plain(x), x.dtype, shape);
}

/**
 * Tells whether a reshaped tensor has the batch last: either it had before and keeps its batch, or features become images. In both
 * cases no row of numbers is broken up.
 */
function keepsBatchLast({ images }: Recorder, x: GraphTensor, shape: readonly number[]): boolean {
  const rank = x.shape.length;
  if (rank < 2 || shape.length < 2 || shape[0] !== x.shape[0]) return false;
  return x.layout.at(-1) === 0 || (images === 'batch-last' && rank === 2 && shape.length === 4);
}

const batchLast = (rank: number): Layout => [...plainLayout(rank).slice(1), 0];

/** Concatenates tensors along an axis, in the layout of the largest. */
function concat(recorder: Recorder, parts: readonly SymbolicTensor[], axis: number): SymbolicTensor {
  const tensors = parts.filter((part) => part.shape[axis] !== 0);
  if (tensors.length === 0) return parts[0]!;
  if (tensors.length === 1) return tensors[0]!;
  const placed = tensors.map((tensor) => recorder.inGraph(tensor));
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

/** Pads a tensor with a constant. */
function pad(
  recorder: Recorder,
  x: SymbolicTensor,
  paddings: readonly (readonly [number, number])[],
  constant: number,
): SymbolicTensor {
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  const tensor = recorder.inGraph(x);
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

/** Pads images [batch, height, width, channels] with a constant. */
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
    const shape = perm.map((axis) => x.shape[axis]!);
    return splat(shape, x.dtype, x.number);
  }
  // Nothing moves in memory. The axes only get new numbers.
  const layout = x.layout.map((axis) => perm.indexOf(axis));
  return graphTensor(x.value, x.dtype, layout);
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
  const reshaped = parts.map((part) => reshape(call.recorder, part, shape));
  return concat(call.recorder, reshaped, at);
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

/** Kernels that arrange elements without computing. */
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
