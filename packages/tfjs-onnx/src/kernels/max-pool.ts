import * as tf from '@tensorflow/tfjs-core';
import { sameShape } from '../graph/graph.js';
import type { Recorder } from '../symbolic/recorder.js';
import {
  BATCH_LAST,
  CHANNELS_FIRST,
  graphTensor,
  splat,
  type GraphTensor,
  type SymbolicTensor,
  type TiledTensor,
} from '../symbolic/symbolic-tensor.js';
import { fromTiles, perTile, tiledTensor, toTiles } from '../symbolic/tiles.js';
import type { Kernel, Kernels } from './kernel.js';
import {
  hasWidePadding,
  inputShape,
  isIdentity,
  isPadded,
  kernelShape,
  outputShape,
  poolAttributes,
  poolInfo,
  type PoolInfo,
} from './pool-info.js';
import { padImages } from './shape.js';
import { slice } from './slice.js';
import { checkGradientShape, windowOf, type Window } from './window.js';

const maxPool: Kernel = (call) => {
  const { recorder } = call;
  const x = call.input('x');
  const info = poolInfo(call, x);
  if (isIdentity(info)) return x;
  if (recorder.images === 'batch-last' && isTiling(info)) return maxOfTiles(recorder, x, info);
  const { graph } = recorder;
  let images = graph.cast(recorder.inLayout(x, CHANNELS_FIRST), 'float32');
  let attributes = poolAttributes(call, images, info);
  if ((isPadded(images) || hasWidePadding(call, info)) && 'pads' in attributes) {
    // The pooling's own padding becomes a Pad, so that it needs none, see poolAttributes.
    const { pads } = windowOf(call.kernelName, info);
    const padded = padImages(recorder, graphTensor(images, 'float32', CHANNELS_FIRST), pads, -Infinity);
    images = recorder.inLayout(padded, CHANNELS_FIRST);
    attributes = { strides: attributes.strides!, kernel_shape: kernelShape(info), auto_pad: 'VALID' };
  }
  const value = graph.op('MaxPool', [images], { type: 'float32', shape: outputShape(info) }, attributes);
  return graphTensor(graph.cast(value, x.dtype), x.dtype, CHANNELS_FIRST);
};

/** The maximum of windows that tile the image. */
function maxOfTiles(recorder: Recorder, x: SymbolicTensor, info: PoolInfo): GraphTensor {
  const { graph } = recorder;
  const { positions } = tilesOf(recorder, x, info);
  const maximum = positions.length === 1 ? positions[0]! : graph.op('Max', positions, positions[0]!);
  const shape = BATCH_LAST.map((axis) => info.outShape[axis]!);
  return graphTensor(graph.reshape(graph.cast(maximum, x.dtype), shape), x.dtype, BATCH_LAST);
}

const maxPoolGrad: Kernel = (call) => {
  const { recorder } = call;
  const [dy, input, output] = [call.input('dy'), call.input('input'), call.input('output')];
  const info = poolInfo(call, input);
  checkGradientShape(call.kernelName, dy.shape, info);
  if (isTiling(info)) return gradientInTiles(recorder, dy, input, output, info);
  if (!hasWidePadding(call, info)) {
    return gradientByIndices(recorder, dy, input, info, windowOf(call.kernelName, info));
  }
  // The gradient of padded images, without that of their padding.
  const window = windowOf(call.kernelName, info);
  const [top, left, bottom, right] = window.pads;
  const size = { inHeight: info.inHeight + top + bottom, inWidth: info.inWidth + left + right };
  const padded = padImages(recorder, input, window.pads, -Infinity);
  const gradient = gradientByIndices(recorder, dy, padded, { ...info, ...size }, { ...window, pads: [0, 0, 0, 0] });
  return slice(recorder, gradient, [0, top, left, 0], input.shape);
};

/** Tells whether the windows tile the image: they neither overlap nor skip pixels. */
const isTiling = (info: PoolInfo) => info.strideHeight === info.filterHeight && info.strideWidth === info.filterWidth;

/** Divides an image into its windows, after it is padded to the edge of the last one, or cropped to it. */
function tilesOf(recorder: Recorder, input: SymbolicTensor, info: PoolInfo) {
  const { filterHeight: rows, filterWidth: columns, outHeight, outWidth, padInfo } = info;
  const shape = [info.batchSize, outHeight * rows, outWidth * columns, info.inChannels] as const;
  const over = { bottom: shape[1] - info.inHeight - padInfo.top, right: shape[2] - info.inWidth - padInfo.left };
  const edges = [padInfo.top, padInfo.left, Math.max(0, over.bottom), Math.max(0, over.right)] as const;
  const padded = padImages(recorder, toFloats(recorder, input), edges, -Infinity);
  const covered = slice(recorder, padded, [0, 0, 0, 0], shape);
  const tiling = { shape, rows, columns };
  return { tiling, over, positions: toTiles(recorder, covered, tiling) };
}

function toFloats(recorder: Recorder, x: SymbolicTensor): SymbolicTensor {
  if (x.kind === 'splat') return splat(x.shape, 'float32', x.number);
  return graphTensor(recorder.graph.cast(x.value, 'float32'), 'float32', x.layout);
}

/**
 * The gradient of a max pooling whose windows tile the image.
 *
 * The image is divided into tiles, and each position in the tile is compared with the maximum. The gradient goes from position to
 * position until one equals the maximum, so that the first of equal elements takes all of it, as in TensorFlow.js. Apart from copies
 * this is elementwise. On a CPU it is three times as fast as MaxPool's indices with MaxUnpool, and GPU providers have every operator.
 */
function gradientInTiles(
  recorder: Recorder,
  dy: SymbolicTensor,
  input: SymbolicTensor,
  output: SymbolicTensor,
  info: PoolInfo,
): SymbolicTensor | TiledTensor {
  const { graph } = recorder;
  const { padInfo } = info;
  const { tiling, over, positions } = tilesOf(recorder, input, info);
  const maximum = perTile(recorder, output);
  const gradient = perTile(recorder, dy);
  let left = gradient;
  const gradients = positions.slice(0, -1).map((pixels) => {
    const smaller = graph.op('Greater', [maximum, pixels], { type: 'bool', shape: pixels.shape });
    const rest = graph.op('Mul', [left, graph.cast(smaller, 'float32')], left);
    const taken = graph.op('Sub', [left, rest], left);
    left = rest;
    return taken;
  });
  const full = tiledTensor(recorder, [...gradients, left], gradient, tiling);
  // Neither padded nor cropped.
  if (padInfo.top === 0 && padInfo.left === 0 && sameShape(tiling.shape, input.shape)) return full;
  const [batch, height, width, channels] = tiling.shape;
  const unpadded = slice(
    recorder,
    fromTiles(recorder, full),
    [0, padInfo.top, padInfo.left, 0],
    [batch, Math.min(info.inHeight, height - padInfo.top), Math.min(info.inWidth, width - padInfo.left), channels],
  );
  return padImages(recorder, unpadded, [0, 0, Math.max(0, -over.bottom), Math.max(0, -over.right)], 0);
}

/** The gradient of windows that overlap: summed at the indices that MaxPool returns for its maxima. */
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
  const zeros = recorder.plain(splat([size], 'float32', 0));
  const flatIndices = graph.reshape(indices!, [count]);
  const updates = graph.reshape(recorder.inLayout(dy, CHANNELS_FIRST), [count]);
  const sums = graph.op(
    'ScatterElements',
    [zeros, flatIndices, updates],
    { type: 'float32', shape: [size] },
    { axis: 0, reduction: 'add' },
  );
  return graphTensor(graph.reshape(sums, inputShape(info)), 'float32', CHANNELS_FIRST);
}

/** Kernels of max pooling. */
export const MAX_POOL_KERNELS: Kernels = { MaxPool: maxPool, MaxPoolGrad: maxPoolGrad };
