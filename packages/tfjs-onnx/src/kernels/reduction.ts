import * as tf from '@tensorflow/tfjs-core';
import { unsupportedKernel } from '../errors.js';
import { sizeOf, type GraphValue, type OnnxType } from '../graph/graph.js';
import type { Recorder } from '../symbolic/recorder.js';
import { BATCH_LAST, graphTensor, splat, type SymbolicTensor, type TensorType } from '../symbolic/symbolic-tensor.js';
import { asType, where } from './binary.js';
import type { Kernel, KernelCall, Kernels } from './kernel.js';
import { isNaNOf, mapElements } from './unary.js';

/**
 * Reduces axes of a tensor, and keeps the layout of the others.
 *
 * @param type the ONNX operator.
 * @param dtype the type of the result.
 * @param computeType the type in which the operator computes.
 */
function reduce(
  recorder: Recorder,
  type: string,
  x: SymbolicTensor,
  axes: readonly number[],
  keepDims = false,
  dtype: TensorType = x.dtype,
  computeType: OnnxType = dtype,
): SymbolicTensor {
  const { graph } = recorder;
  const { value, layout, shape } = recorder.inGraph(x);
  const positions = layout.flatMap((axis, i) => (axes.includes(axis) ? [i] : []));
  const kept = layout.filter((axis) => !axes.includes(axis));
  const keptShape = kept.map((axis) => shape[axis]!);
  const operand = graph.cast(value, computeType);
  const result =
    positions.length === 0
      ? operand
      : graph.op(type, [operand, graph.int64(positions)], { type: computeType, shape: keptShape }, { keepdims: 0 });
  const reduced = graph.cast(result, dtype);
  if (keepDims) {
    const unitShape = layout.map((axis) => (axes.includes(axis) ? 1 : shape[axis]!));
    return graphTensor(graph.reshape(reduced, unitShape), dtype, layout);
  }
  // The remaining axes keep their order in memory, and get new numbers.
  const order = [...kept].sort((a, b) => a - b);
  const reducedLayout = kept.map((axis) => order.indexOf(axis));
  return graphTensor(reduced, dtype, reducedLayout);
}

/** Checks that a tensor has elements, one of which can be the maximum or minimum. */
function checkNotEmpty(call: KernelCall, x: SymbolicTensor): void {
  if (sizeOf(x.shape) === 0) throw unsupportedKernel(call.kernelName, 'its tensor has no elements');
}

interface ReductionAttributes {
  axis?: number | number[];
  /** The name that tf.max has for `axis`. */
  reductionIndices?: number | number[];
  keepDims: boolean;
}

function reducedAxes(call: KernelCall, x: SymbolicTensor): { axes: number[]; keepDims: boolean } {
  const { axis, reductionIndices, keepDims } = call.attributes as ReductionAttributes;
  return { axes: tf.util.parseAxisParam(axis ?? reductionIndices ?? [...x.shape.keys()], [...x.shape]), keepDims };
}

const reduction =
  (type: string, result: (x: TensorType) => TensorType = (x) => x, computeType?: OnnxType): Kernel =>
  (call) => {
    const x = call.input('x');
    const { axes, keepDims } = reducedAxes(call, x);
    const dtype = result(x.dtype);
    return reduce(call.recorder, type, x, axes, keepDims, dtype, computeType ?? dtype);
  };

/**
 * Creates a kernel of the maximum or minimum.
 *
 * @param ofNaN whether the result is NaN where an element is. ONNX Runtime's own operator ignores NaN.
 */
export const extreme =
  (type: 'ReduceMax' | 'ReduceMin', ofNaN = true): Kernel =>
  (call) => {
    const { recorder } = call;
    const x = call.input('x');
    checkNotEmpty(call, x);
    // ONNX Runtime reduces no booleans in this way.
    const found = reduction(type, (dtype) => dtype, x.dtype === 'bool' ? 'int32' : undefined)(call) as SymbolicTensor;
    if (!ofNaN || x.dtype !== 'float32' || x.kind === 'splat') return found;
    const { axes, keepDims } = reducedAxes(call, x);
    const isNaN = mapElements(recorder, x, (value) => isNaNOf(recorder, value), 'bool');
    const hasNaN = reduce(recorder, 'ReduceMax', isNaN, axes, keepDims, 'bool', 'int32');
    return where(recorder, hasNaN, splat([], 'float32', NaN), found);
  };

const sum: Kernel = (call) => {
  const tiles = call.inputOrTiles('x');
  const { axis, keepDims } = call.attributes as tf.SumAttrs;
  const axes = tf.util.parseAxisParam(axis, [...tiles.shape]);
  if (tiles.kind === 'tiles' && [1, 2].every((side) => axes.includes(side))) {
    // For a sum over whole images the position of pixels does not matter.
    return reduce(call.recorder, 'ReduceSum', graphTensor(tiles.sums, 'float32', BATCH_LAST), axes, keepDims);
  }
  const x = call.input('x');
  const dtype = x.dtype === 'bool' ? 'int32' : x.dtype;
  if (x.kind === 'graph') return reduce(call.recorder, 'ReduceSum', x, axes, keepDims, dtype);
  const [kept, reduced] = tf.backend_util.computeOutAndReduceShapes([...x.shape], axes);
  const shape = keepDims ? tf.backend_util.expandShapeToKeepDim(kept, axes) : kept;
  return splat(shape, dtype, x.number * tf.util.sizeFromShape(reduced));
};

/**
 * Creates a kernel of the index of the maximum or minimum.
 *
 * As in TensorFlow.js, NaN is no candidate, except for the first element: nothing is larger or smaller than it.
 *
 * @param worst what loses against every number.
 */
const argument =
  (type: 'ArgMax' | 'ArgMin', worst: number): Kernel =>
  (call) => {
    const { recorder } = call;
    const { graph } = recorder;
    const x = call.input('x');
    checkNotEmpty(call, x);
    const [axis] = tf.util.parseAxisParam((call.attributes as tf.ArgMaxAttrs).axis, [...x.shape]);
    const shape = x.shape.filter((_, i) => i !== axis);
    const indexIn = (value: GraphValue) => {
      const index = graph.op(type, [value], { type: 'int64', shape }, { axis: axis!, keepdims: 0 });
      return recorder.tensor(graph.cast(index, 'int32'), 'int32');
    };
    const value = recorder.plain(x);
    // ONNX Runtime has no such operator for booleans.
    if (x.dtype !== 'float32') return indexIn(graph.cast(value, 'int32'));
    const isNaN = isNaNOf(recorder, value);
    const candidates = graph.op('Where', [isNaN, recorder.scalar('float32', worst), value], value);
    const first = graph.op('Gather', [isNaN, recorder.scalar('int64', 0)], { type: 'bool', shape }, { axis: axis! });
    return where(recorder, recorder.tensor(first, 'bool'), splat([], 'int32', 0), indexIn(candidates));
  };

const softmax: Kernel = ({ recorder, input }) => {
  const { shape } = input('logits');
  const value = recorder.graph.cast(recorder.plain(input('logits')), 'float32');
  return recorder.tensor(
    recorder.graph.op('Softmax', [value], { type: 'float32', shape }, { axis: shape.length - 1 }),
    'float32',
  );
};

const cumsum: Kernel = (call) => {
  const { recorder } = call;
  const given = call.input('x');
  const x = given.dtype === 'bool' ? asType(recorder, given, 'int32') : given;
  const { axis, exclusive, reverse } = call.attributes as tf.CumsumAttrs;
  const [at] = tf.util.parseAxisParam(axis, [...x.shape]);
  return recorder.tensor(
    recorder.graph.op(
      'CumSum',
      [recorder.plain(x), recorder.scalar('int64', at!)],
      { type: x.dtype, shape: x.shape },
      { exclusive: Number(exclusive), reverse: Number(reverse) },
    ),
    x.dtype,
  );
};

/** Kernels that reduce axes, or compute along one. */
export const REDUCTION_KERNELS: Kernels = {
  All: reduction('ReduceMin', () => 'bool', 'int32'),
  Any: reduction('ReduceMax', () => 'bool', 'int32'),
  ArgMax: argument('ArgMax', -Infinity),
  ArgMin: argument('ArgMin', Infinity),
  Cumsum: cumsum,
  Max: extreme('ReduceMax'),
  Mean: reduction('ReduceMean', () => 'float32'),
  Min: extreme('ReduceMin'),
  Prod: reduction('ReduceProd', (x) => (x === 'bool' ? 'int32' : x)),
  Softmax: softmax,
  Sum: sum,
};
