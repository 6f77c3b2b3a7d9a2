import * as tf from '@tensorflow/tfjs-core';
import { unsupportedKernel } from '../errors.js';
import { splat } from '../symbolic/symbolic-tensor.js';
import { asType } from './binary.js';
import type { Kernel, Kernels } from './kernel.js';

const gather: Kernel = (call) => {
  const { recorder } = call;
  const [x, indices] = [call.input('x'), call.input('indices')];
  const { axis, batchDims } = call.attributes as tf.GatherV2Attrs;
  // A negative number counts from the last axis of the indices.
  if (batchDims > 0 || (batchDims < 0 && batchDims + indices.shape.length > 0))
    throw unsupportedKernel('GatherV2', 'it has batch dimensions');
  const [at] = tf.util.parseAxisParam(axis, [...x.shape]);
  const shape = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at! + 1)];
  const values = [recorder.plain(x), recorder.plain(indices)];
  return recorder.tensor(recorder.graph.op('Gather', values, { type: x.dtype, shape }, { axis: at! }), x.dtype);
};

const oneHot: Kernel = (call) => {
  const { recorder } = call;
  const { graph } = recorder;
  const indices = call.input('indices');
  const { depth, onValue, offValue, dtype } = call.attributes as tf.OneHotAttrs;
  const type = dtype === 'float32' || dtype === 'bool' ? dtype : 'int32';
  const shape = [...indices.shape, depth];
  const column = graph.reshape(recorder.plain(indices), [...indices.shape, 1]);
  const indexType = indices.dtype === 'float32' ? 'float32' : 'int32';
  const classes = recorder.vector(indexType, [...Array(depth).keys()]);
  const hit = graph.op('Equal', [graph.cast(column, indexType), classes], { type: 'bool', shape });
  if (onValue === 1 && offValue === 0) return recorder.tensor(graph.cast(hit, type), type);
  const numbers = [recorder.scalar(type, onValue), recorder.scalar(type, offValue)];
  return recorder.tensor(graph.op('Where', [hit, ...numbers], { type, shape }), type);
};

/**
 * Adds rows into segments, as floats. Rows whose segment is out of range are left out. NaN stays in its own segment, but
 * TensorFlow.js multiplies it by zero for the others, which makes them NaN too.
 */
const unsortedSegmentSum: Kernel = (call) => {
  const { recorder } = call;
  const { graph } = recorder;
  const [x, segmentIds] = [asType(recorder, call.input('x'), 'float32'), call.input('segmentIds')];
  const { numSegments } = call.attributes as tf.UnsortedSegmentSumAttrs;
  const rowShape = x.shape.slice(segmentIds.shape.length);
  const rows = tf.util.sizeFromShape([...segmentIds.shape]);
  const ids = graph.reshape(recorder.plain(segmentIds), [rows, 1]);
  // Rows that are out of range go into one more segment, which is cut off afterwards.
  const range = [
    graph.op('Less', [ids, recorder.scalar('int32', 0)], { type: 'bool', shape: ids.shape }),
    graph.op('GreaterOrEqual', [ids, recorder.scalar('int32', numSegments)], { type: 'bool', shape: ids.shape }),
  ];
  const outside = graph.op('Or', range, { type: 'bool', shape: ids.shape });
  const safe = graph.op('Where', [outside, recorder.scalar('int32', numSegments), ids], ids);
  const all = [numSegments + 1, ...rowShape];
  const zeros = recorder.plain(splat(all, x.dtype, 0));
  const updates = graph.reshape(recorder.plain(x), [rows, ...rowShape]);
  const sums = graph.op(
    'ScatterND',
    [zeros, graph.cast(safe, 'int64'), updates],
    { type: x.dtype, shape: all },
    { reduction: 'add' },
  );
  const shape = [numSegments, ...rowShape];
  const bounds = [graph.int64([0]), graph.int64([numSegments]), graph.int64([0])];
  return recorder.tensor(graph.op('Slice', [sums, ...bounds], { type: x.dtype, shape }), x.dtype);
};

/** Kernels that select elements by index. */
export const GATHER_KERNELS: Kernels = {
  GatherV2: gather,
  OneHot: oneHot,
  UnsortedSegmentSum: unsortedSegmentSum,
};
