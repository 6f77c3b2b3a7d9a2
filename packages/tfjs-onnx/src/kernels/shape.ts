import * as tf from '@tensorflow/tfjs-core';
import { UnsupportedKernelError } from '../errors.js';
import { graphTensor, plainLayout, splat } from '../symbolic/symbolic-tensor.js';
import type { GraphTensor, SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import type { Recorder } from '../symbolic/recorder.js';
import { attributesOf } from './kernel.js';
import type { Kernel, KernelCall, Kernels } from './kernel.js';

/** The same elements under another shape. */
function reshape(recorder: Recorder, x: SymbolicTensor, shape: readonly number[]): SymbolicTensor {
  if (x.kind === 'splat') return splat(shape, x.dtype, x.number);
  return recorder.tensor(recorder.plain(x), x.dtype, shape);
}

/** A tensor that has a place in the graph. */
function inGraph(recorder: Recorder, x: SymbolicTensor): GraphTensor {
  return x.kind === 'graph' ? x : recorder.tensor(recorder.plain(x), x.dtype);
}

/** Takes `size` elements from `begin` on, every `stride`-th, along each axis, in the layout that is there. */
export function slice(
  recorder: Recorder,
  x: SymbolicTensor,
  begin: readonly number[],
  size: readonly number[],
  strides: readonly number[] = begin.map(() => 1),
): SymbolicTensor {
  if (x.kind === 'splat') return splat(size, x.dtype, x.number);
  if (size.every((length, axis) => length === x.shape[axis] && strides[axis] === 1)) return x;
  const { graph } = recorder;
  const inMemory = (values: readonly number[]) => graph.int64(x.layout.map((axis) => values[axis]!));
  // The end is beyond the last element taken; going backwards past the first one is written as far below zero.
  const end = begin.map((start, axis) => {
    const stop = start + (size[axis]! - 1) * strides[axis]! + Math.sign(strides[axis]!);
    return stop < 0 ? -Number.MAX_SAFE_INTEGER : stop;
  });
  const value = graph.op(
    'Slice',
    [x.value, inMemory(begin), inMemory(end), graph.int64(plainLayout(x.shape.length)), inMemory(strides)],
    { type: x.dtype, shape: x.layout.map((axis) => size[axis]!) },
  );
  return graphTensor(value, x.dtype, x.layout);
}

/** Joins tensors along an axis, in the layout of the largest. */
export function concat(recorder: Recorder, parts: readonly SymbolicTensor[], axis: number): SymbolicTensor {
  const tensors = parts.filter((part) => tf.util.sizeFromShape([...part.shape]) > 0);
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
export function pad(
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

const transpose: Kernel = (call) => {
  const x = call.input('x');
  const { perm } = attributesOf<tf.TransposeAttrs>(call);
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
  const { dim } = attributesOf<tf.ExpandDimsAttrs>(call);
  const shape = [...x.shape];
  shape.splice(dim < 0 ? x.shape.length + dim + 1 : dim, 0, 1);
  return reshape(call.recorder, x, shape);
};

const slices: Kernel = (call) => {
  const x = call.input('x');
  const { begin, size } = attributesOf<tf.SliceAttrs>(call);
  const placeholder = { shape: [...x.shape], rank: x.shape.length } as tf.Tensor;
  const [start, length] = tf.slice_util.parseSliceParams(placeholder, begin, size) as [number[], number[]];
  return slice(call.recorder, x, start, length);
};

const stridedSlice: Kernel = (call) => {
  const x = call.input('x');
  const a = attributesOf<tf.StridedSliceAttrs>(call);
  const info = tf.slice_util.sliceInfo(
    [...x.shape],
    a.begin,
    a.end,
    a.strides,
    a.beginMask,
    a.endMask,
    a.ellipsisMask,
    a.newAxisMask,
    a.shrinkAxisMask,
  );
  if (info.finalShapeSparse.some((length) => length === 0)) return splat(info.finalShapeSparse, x.dtype, 0);
  const size = tf.slice_util.computeOutShape(info.begin, info.end, info.strides);
  return reshape(call.recorder, slice(call.recorder, x, info.begin, size, info.strides), info.finalShape);
};

const reverse: Kernel = (call) => {
  const x = call.input('x');
  const axes = tf.util.parseAxisParam(attributesOf<tf.ReverseAttrs>(call).dims, [...x.shape]);
  const begin = x.shape.map((length, axis) => (axes.includes(axis) ? length - 1 : 0));
  const strides = x.shape.map((_, axis) => (axes.includes(axis) ? -1 : 1));
  return slice(call.recorder, x, begin, x.shape, strides);
};

const pack: Kernel = (call) => {
  const parts = call.list();
  const { axis } = attributesOf<tf.PackAttrs>(call);
  const shape = [...parts[0]!.shape];
  const at = axis < 0 ? shape.length + axis + 1 : axis;
  shape.splice(at, 0, 1);
  return concat(
    call.recorder,
    parts.map((part) => reshape(call.recorder, part, shape)),
    at,
  );
};

/** The parts of a tensor between offsets along an axis. */
function split(call: KernelCall, x: SymbolicTensor, axis: number, sizes: readonly number[]): SymbolicTensor[] {
  let offset = 0;
  return sizes.map((length) => {
    const begin = x.shape.map((_, a) => (a === axis ? offset : 0));
    offset += length;
    return slice(
      call.recorder,
      x,
      begin,
      x.shape.map((l, a) => (a === axis ? length : l)),
    );
  });
}

const splitV: Kernel = (call) => {
  const x = call.input('x');
  const { numOrSizeSplits, axis } = attributesOf<tf.SplitVAttrs>(call);
  const [at] = tf.util.parseAxisParam(axis, [...x.shape]);
  const placeholder = { shape: [...x.shape] } as tf.Tensor;
  return split(call, x, at!, tf.backend_util.prepareSplitSize(placeholder, numOrSizeSplits, at));
};

const unpack: Kernel = (call) => {
  const x = call.input('value');
  const { axis } = attributesOf<tf.UnpackAttrs>(call);
  const [at] = tf.util.parseAxisParam(axis, [...x.shape]);
  const shape = x.shape.filter((_, a) => a !== at);
  return split(call, x, at!, Array<number>(x.shape[at!]!).fill(1)).map((part) => reshape(call.recorder, part, shape));
};

const tile: Kernel = (call) => {
  const { recorder } = call;
  const x = call.input('x');
  const { reps } = attributesOf<tf.TileAttrs>(call);
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

const broadcastTo: Kernel = (call) => {
  const { recorder } = call;
  const x = call.input('x');
  const { shape } = attributesOf<tf.BroadCastToAttrs>(call);
  if (x.kind === 'splat') return splat(shape, x.dtype, x.number);
  return recorder.tensor(
    recorder.graph.op('Expand', [recorder.plain(x), recorder.graph.int64(shape)], { type: x.dtype, shape }),
    x.dtype,
  );
};

const padV2: Kernel = (call) => {
  const { paddings, constantValue } = attributesOf<tf.PadV2Attrs>(call);
  return pad(call.recorder, call.input('x'), paddings, constantValue);
};

const fill: Kernel = (call) => {
  const { shape, value, dtype } = attributesOf<tf.FillAttrs>(call);
  if (typeof value === 'string') throw new UnsupportedKernelError('Fill', 'it fills with text');
  const type = dtype === 'int32' || dtype === 'bool' ? dtype : 'float32';
  return splat(shape, type, value);
};

const range: Kernel = (call) => {
  const { start, stop, step, dtype } = attributesOf<tf.RangeAttrs>(call);
  const type = dtype === 'int32' ? 'int32' : 'float32';
  const length = Math.max(0, Math.ceil((stop - start) / step));
  const numbers = Array.from({ length }, (_, i) => start + i * step);
  return call.recorder.tensor(call.recorder.vector(type, numbers), type);
};

const likeThis =
  (number: number): Kernel =>
  ({ input }) => {
    const x = input('x');
    return splat(x.shape, x.dtype, number);
  };

/** Kernels that arrange elements without calculating. */
export const SHAPE_KERNELS: Kernels = {
  BroadcastTo: broadcastTo,
  Concat: (call) => {
    const parts = call.list();
    const [axis] = tf.util.parseAxisParam(attributesOf<tf.ConcatAttrs>(call).axis, [...parts[0]!.shape]);
    return concat(call.recorder, parts, axis!);
  },
  ExpandDims: expandDims,
  Fill: fill,
  Identity: ({ input }) => input('x'),
  OnesLike: likeThis(1),
  Pack: pack,
  PadV2: padV2,
  Range: range,
  Reshape: (call) => {
    const x = call.input('x');
    const { shape } = attributesOf<tf.ReshapeAttrs>(call);
    return reshape(call.recorder, x, tf.util.inferFromImplicitShape(shape, tf.util.sizeFromShape([...x.shape])));
  },
  Reverse: reverse,
  Slice: slices,
  SplitV: splitV,
  StridedSlice: stridedSlice,
  Tile: tile,
  Transpose: transpose,
  Unpack: unpack,
  ZerosLike: likeThis(0),
};
