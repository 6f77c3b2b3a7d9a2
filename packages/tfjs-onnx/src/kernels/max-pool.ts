import * as tf from '@tensorflow/tfjs-core';
import type { GraphValue } from '../graph/graph-node.js';
import type { Recorder } from '../symbolic/recorder.js';
import { CHANNELS_FIRST, graphTensor } from '../symbolic/symbolic-tensor.js';
import type { GraphTensor, SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import type { Kernel, Kernels } from './kernel.js';
import { inputShape, isPadded, kernelShape, outputShape, poolAttributes, poolInfo } from './pool-info.js';
import type { PoolInfo } from './pool-info.js';
import { pad } from './shape.js';
import { slice } from './slice.js';
import { checkGradientShape, windowOf } from './window.js';
import type { Window } from './window.js';

const maxPool: Kernel = (call) => {
  const { recorder } = call;
  const { graph } = recorder;
  const x = call.input('x');
  const info = poolInfo(call, x);
  let images = graph.cast(recorder.inLayout(x, CHANNELS_FIRST), 'float32');
  let attributes = poolAttributes(call, images, info);
  if (isPadded(images) && 'pads' in attributes) {
    // Padding of its own, see poolAttributes.
    const [top, left, bottom, right] = windowOf(call.kernelName, info).pads;
    const edges = [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ] as const;
    images = recorder.inLayout(
      pad(recorder, graphTensor(images, 'float32', CHANNELS_FIRST), edges, -Infinity),
      CHANNELS_FIRST,
    );
    attributes = { strides: attributes.strides!, kernel_shape: kernelShape(info), auto_pad: 'VALID' };
  }
  const value = graph.op('MaxPool', [images], { type: 'float32', shape: outputShape(info) }, attributes);
  return graphTensor(graph.cast(value, x.dtype), x.dtype, CHANNELS_FIRST);
};

const maxPoolGrad: Kernel = (call) => {
  const { recorder } = call;
  const [dy, input, output] = [call.input('dy'), call.input('input'), call.input('output')];
  const info = poolInfo(call, input);
  checkGradientShape(call.kernelName, dy.shape, info);
  const tiling = info.strideHeight === info.filterHeight && info.strideWidth === info.filterWidth;
  return tiling
    ? gradientOfSeparateWindows(recorder, dy, input, output, info)
    : gradientByIndices(recorder, dy, input, info, windowOf(call.kernelName, info));
};

/**
 * The gradient of a max pooling whose windows tile the image.
 *
 * The image is taken apart into one image per place in the window, compared place by place with the maximum, and put
 * together again. Each gradient is handed from place to place until one takes it, so that of equal elements the first
 * gets all of it, as in TensorFlow.js. Splitting and joining are copies and the rest is elementwise: on a CPU three times
 * as fast as MaxPool's indices with MaxUnpool, and nothing that a GPU provider lacks.
 */
function gradientOfSeparateWindows(
  recorder: Recorder,
  dy: SymbolicTensor,
  input: SymbolicTensor,
  output: SymbolicTensor,
  info: PoolInfo,
): SymbolicTensor {
  const { graph } = recorder;
  const { filterHeight: rows, filterWidth: columns, outHeight, outWidth, padInfo } = info;
  const [fullHeight, fullWidth] = [outHeight * rows, outWidth * columns];
  // Windows may hang over the edge (padding), or leave a rest of the image out.
  const over = { bottom: fullHeight - info.inHeight - padInfo.top, right: fullWidth - info.inWidth - padInfo.left };
  const edges = [
    [0, 0],
    [padInfo.top, Math.max(0, over.bottom)],
    [padInfo.left, Math.max(0, over.right)],
    [0, 0],
  ] as const;
  const covered = slice(
    recorder,
    pad(recorder, input, edges, -Infinity),
    [0, 0, 0, 0],
    [info.batchSize, fullHeight, fullWidth, info.inChannels],
  );
  const planes = info.batchSize * info.inChannels;
  const image = recorder.inLayout(covered, CHANNELS_FIRST);
  const place = { type: 'float32', shape: [planes * outHeight * outWidth] } as const;
  const flat = (tensor: SymbolicTensor) => graph.reshape(recorder.inLayout(tensor, CHANNELS_FIRST), place.shape);

  const places = splitAxis(recorder, graph.reshape(image, [planes * fullHeight * outWidth, columns]), 1)
    .map((column) => splitAxis(recorder, graph.reshape(column, [planes * outHeight, rows, outWidth]), 1))
    .map((column) => column.map((value) => graph.reshape(value, place.shape)));

  const maximum = flat(output);
  let left = flat(dy);
  const gradients: GraphValue[][] = Array.from({ length: columns }, () => []);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const last = row === rows - 1 && column === columns - 1;
      if (last) {
        gradients[column]!.push(left);
        break;
      }
      const smaller = graph.op('Greater', [maximum, places[column]![row]], { type: 'bool', shape: place.shape });
      const rest = graph.op('Mul', [left, graph.cast(smaller, 'float32')], place);
      gradients[column]!.push(graph.op('Sub', [left, rest], place));
      left = rest;
    }
  }
  const joinedColumns = gradients.map((column) =>
    graph.reshape(joinAxis(recorder, column, [planes * outHeight, 1, outWidth], 1), [
      planes * fullHeight * outWidth,
      1,
    ]),
  );
  const joined = joinAxis(recorder, joinedColumns, [planes * fullHeight * outWidth, 1], 1);
  const full = graphTensor(
    graph.reshape(joined, [info.batchSize, info.inChannels, fullHeight, fullWidth]),
    'float32',
    CHANNELS_FIRST,
  );
  const missing = [
    [0, 0],
    [0, Math.max(0, -over.bottom)],
    [0, Math.max(0, -over.right)],
    [0, 0],
  ] as const;
  const uncut = slice(
    recorder,
    full,
    [0, padInfo.top, padInfo.left, 0],
    [
      info.batchSize,
      Math.min(info.inHeight, fullHeight - padInfo.top),
      Math.min(info.inWidth, fullWidth - padInfo.left),
      info.inChannels,
    ],
  );
  return pad(recorder, uncut, missing, 0);
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
  return recorder.graph.op('Concat', parts, { type: 'float32', shape: joined }, { axis });
}

/** The gradient where windows overlap: added up at the places that MaxPool says its maxima came from. */
function gradientByIndices(
  recorder: Recorder,
  dy: SymbolicTensor,
  input: SymbolicTensor,
  info: PoolInfo,
  window: Window,
): GraphTensor {
  const { graph } = recorder;
  const shape = outputShape(info);
  const [, indices] = graph.ops(
    'MaxPool',
    [recorder.inLayout(input, CHANNELS_FIRST)],
    [
      { type: 'float32', shape },
      { type: 'int64', shape },
    ],
    { ...window, kernel_shape: kernelShape(info) },
  );
  const size = info.batchSize * info.inChannels * info.inHeight * info.inWidth;
  const count = tf.util.sizeFromShape(shape);
  const zeros = graph.op('Expand', [recorder.scalar('float32', 0), graph.int64([size])], {
    type: 'float32',
    shape: [size],
  });
  const places = graph.reshape(indices!, [count]);
  const updates = graph.reshape(recorder.inLayout(dy, CHANNELS_FIRST), [count]);
  const sums = graph.op(
    'ScatterElements',
    [zeros, places, updates],
    { type: 'float32', shape: [size] },
    {
      axis: 0,
      reduction: 'add',
    },
  );
  return graphTensor(graph.reshape(sums, inputShape(info)), 'float32', CHANNELS_FIRST);
}

/** Kernels of max pooling. */
export const MAX_POOL_KERNELS: Kernels = { MaxPool: maxPool, MaxPoolGrad: maxPoolGrad };
