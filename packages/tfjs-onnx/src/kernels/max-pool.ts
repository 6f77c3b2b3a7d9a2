import * as tf from '@tensorflow/tfjs-core';
import { sameShape } from '../graph/graph-node.js';
import type { Recorder } from '../symbolic/recorder.js';
import { BATCH_LAST, CHANNELS_FIRST, graphTensor, splat } from '../symbolic/symbolic-tensor.js';
import type { GraphTensor, SymbolicTensor, TiledTensor } from '../symbolic/symbolic-tensor.js';
import { joined, perWindow, takeApart, tiled } from '../symbolic/tiles.js';
import type { Kernel, Kernels } from './kernel.js';
import { inputShape, isPadded, kernelShape, outputShape, poolAttributes, poolInfo } from './pool-info.js';
import type { PoolInfo } from './pool-info.js';
import { padImages } from './shape.js';
import { slice } from './slice.js';
import { checkGradientShape, windowOf } from './window.js';
import type { Window } from './window.js';

const maxPool: Kernel = (call) => {
  const { recorder } = call;
  const x = call.input('x');
  const info = poolInfo(call, x);
  if (recorder.images === 'batch-last' && isTiling(info)) return greatestOfPlaces(recorder, x, info);
  const { graph } = recorder;
  let images = graph.cast(recorder.inLayout(x, CHANNELS_FIRST), 'float32');
  let attributes = poolAttributes(call, images, info);
  if (isPadded(images) && 'pads' in attributes) {
    // Padding of its own, see poolAttributes.
    const { pads } = windowOf(call.kernelName, info);
    const padded = padImages(recorder, graphTensor(images, 'float32', CHANNELS_FIRST), pads, -Infinity);
    images = recorder.inLayout(padded, CHANNELS_FIRST);
    attributes = { strides: attributes.strides!, kernel_shape: kernelShape(info), auto_pad: 'VALID' };
  }
  const value = graph.op('MaxPool', [images], { type: 'float32', shape: outputShape(info) }, attributes);
  return graphTensor(graph.cast(value, x.dtype), x.dtype, CHANNELS_FIRST);
};

/** The greatest of the elements of windows that tile the image. */
function greatestOfPlaces(recorder: Recorder, x: SymbolicTensor, info: PoolInfo): GraphTensor {
  const { graph } = recorder;
  const { places } = tilesOf(recorder, x, info);
  const greatest = places.length === 1 ? places[0]! : graph.op('Max', places, places[0]!);
  const layout = BATCH_LAST;
  const shape = layout.map((axis) => info.outShape[axis]!);
  return graphTensor(graph.reshape(graph.cast(greatest, x.dtype), shape), x.dtype, layout);
}

const maxPoolGrad: Kernel = (call) => {
  const { recorder } = call;
  const [dy, input, output] = [call.input('dy'), call.input('input'), call.input('output')];
  const info = poolInfo(call, input);
  checkGradientShape(call.kernelName, dy.shape, info);
  return isTiling(info)
    ? gradientOfTiles(recorder, dy, input, output, info)
    : gradientByIndices(recorder, dy, input, info, windowOf(call.kernelName, info));
};

/** Whether the windows tile the image. */
const isTiling = (info: PoolInfo) => info.strideHeight === info.filterHeight && info.strideWidth === info.filterWidth;

/** The image that windows tile: padded where they hang over its edge, without the rest that they leave out; and its places. */
function tilesOf(recorder: Recorder, input: SymbolicTensor, info: PoolInfo) {
  const { filterHeight: rows, filterWidth: columns, outHeight, outWidth, padInfo } = info;
  const shape = [info.batchSize, outHeight * rows, outWidth * columns, info.inChannels] as const;
  const over = { bottom: shape[1] - info.inHeight - padInfo.top, right: shape[2] - info.inWidth - padInfo.left };
  const edges = [padInfo.top, padInfo.left, Math.max(0, over.bottom), Math.max(0, over.right)] as const;
  const padded = padImages(recorder, toFloats(recorder, input), edges, -Infinity);
  const covered = slice(recorder, padded, [0, 0, 0, 0], shape);
  const tiling = { shape, rows, columns };
  return { tiling, over, places: takeApart(recorder, covered, tiling) };
}

function toFloats(recorder: Recorder, x: SymbolicTensor): SymbolicTensor {
  if (x.kind === 'splat') return splat(x.shape, 'float32', x.number);
  return graphTensor(recorder.graph.cast(x.value, 'float32'), 'float32', x.layout);
}

/**
 * The gradient of a max pooling whose windows tile the image.
 *
 * The image is taken apart into one image per place in the window, compared place by place with the maximum, and put
 * together again. Each gradient is handed from place to place until one takes it, so that of equal elements the first
 * gets all of it, as in TensorFlow.js. Taking apart and putting together are copies and the rest is elementwise: on a CPU
 * three times as fast as MaxPool's indices with MaxUnpool, and nothing that a GPU provider lacks.
 */
function gradientOfTiles(
  recorder: Recorder,
  dy: SymbolicTensor,
  input: SymbolicTensor,
  output: SymbolicTensor,
  info: PoolInfo,
): SymbolicTensor | TiledTensor {
  const { graph } = recorder;
  const { padInfo } = info;
  const { tiling, over, places } = tilesOf(recorder, input, info);
  const maximum = perWindow(recorder, output);
  const gradient = perWindow(recorder, dy);
  let left = gradient;
  const gradients = places.slice(0, -1).map((place) => {
    const smaller = graph.op('Greater', [maximum, place], { type: 'bool', shape: place.shape });
    const rest = graph.op('Mul', [left, graph.cast(smaller, 'float32')], left);
    const taken = graph.op('Sub', [left, rest], left);
    left = rest;
    return taken;
  });
  const full = tiled(recorder, [...gradients, left], gradient, tiling);
  // Neither padded nor cut.
  if (info.padInfo.top === 0 && info.padInfo.left === 0 && sameShape(tiling.shape, input.shape)) return full;
  const [batch, height, width, channels] = tiling.shape;
  const uncut = slice(
    recorder,
    joined(recorder, full),
    [0, padInfo.top, padInfo.left, 0],
    [batch, Math.min(info.inHeight, height - padInfo.top), Math.min(info.inWidth, width - padInfo.left), channels],
  );
  return padImages(recorder, uncut, [0, 0, Math.max(0, -over.bottom), Math.max(0, -over.right)], 0);
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
