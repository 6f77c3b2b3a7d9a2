import * as tf from '@tensorflow/tfjs-core';
import type { Recorder } from '../symbolic/recorder.js';
import { graphTensor, plainLayout, splat, type SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import type { Kernel, KernelCall, Kernels } from './kernel.js';
import { reshape } from './shape.js';

/** Takes `size` elements along each axis, from `begin` in steps of `strides`, and keeps the layout. */
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
  // The end is one step beyond the last element. Backwards past the first element, ONNX takes a number far below zero.
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

/** Returns a tensor in the form that functions of TensorFlow.js on shapes take. */
const infoOf = ({ shape, dtype }: SymbolicTensor): tf.TensorInfo => ({ dataId: {}, shape: [...shape], dtype });

const sliceKernel: Kernel = (call) => {
  const x = call.input('x');
  const { begin, size } = call.attributes as tf.SliceAttrs;
  const [start, length] = tf.slice_util.parseSliceParams(infoOf(x), begin, size) as [number[], number[]];
  return slice(call.recorder, x, start, length);
};

const stridedSlice: Kernel = (call) => {
  const x = call.input('x');
  const a = call.attributes as tf.StridedSliceAttrs;
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
  const axes = tf.util.parseAxisParam((call.attributes as tf.ReverseAttrs).dims, [...x.shape]);
  const begin = x.shape.map((length, axis) => (axes.includes(axis) ? length - 1 : 0));
  const strides = x.shape.map((_, axis) => (axes.includes(axis) ? -1 : 1));
  return slice(call.recorder, x, begin, x.shape, strides);
};

/** Splits a tensor along an axis into parts of these sizes. */
function split(call: KernelCall, x: SymbolicTensor, axis: number, sizes: readonly number[]): SymbolicTensor[] {
  let offset = 0;
  return sizes.map((length) => {
    const begin = x.shape.map((_, a) => (a === axis ? offset : 0));
    offset += length;
    const size = x.shape.map((whole, a) => (a === axis ? length : whole));
    return slice(call.recorder, x, begin, size);
  });
}

const splitV: Kernel = (call) => {
  const x = call.input('x');
  const { numOrSizeSplits, axis } = call.attributes as tf.SplitVAttrs;
  const [at] = tf.util.parseAxisParam(axis, [...x.shape]);
  return split(call, x, at!, tf.backend_util.prepareSplitSize(infoOf(x), numOrSizeSplits, at));
};

const unpack: Kernel = (call) => {
  const x = call.input('value');
  const { axis } = call.attributes as tf.UnpackAttrs;
  const [at] = tf.util.parseAxisParam(axis, [...x.shape]);
  const shape = x.shape.filter((_, a) => a !== at);
  return split(call, x, at!, Array<number>(x.shape[at!]!).fill(1)).map((part) => reshape(call.recorder, part, shape));
};

/** Kernels that take parts of a tensor, or reverse it. */
export const SLICE_KERNELS: Kernels = {
  Reverse: reverse,
  Slice: sliceKernel,
  SplitV: splitV,
  StridedSlice: stridedSlice,
  Unpack: unpack,
};
