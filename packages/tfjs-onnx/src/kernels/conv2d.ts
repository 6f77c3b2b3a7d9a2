import * as tf from '@tensorflow/tfjs-core';
import { UnsupportedKernelError } from '../errors.js';
import type { GraphValue } from '../graph/graph-node.js';
import type { Recorder } from '../symbolic/recorder.js';
import { CHANNELS_FIRST, graphTensor, plainLayout } from '../symbolic/symbolic-tensor.js';
import type { Layout, SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import { biasAndActivation } from './activation.js';
import type { Kernel, KernelCall, Kernels } from './kernel.js';
import { checkGradientShape, transposedWindowOf, windowOf } from './window.js';
import type { Window } from './window.js';

type ConvInfo = tf.backend_util.Conv2DInfo;
type Shape4D = [number, number, number, number];

/** [height, width, in, out] in memory as ONNX's convolutions want it: [out, in, height, width]. */
const FILTER_LAYOUT: Layout = [3, 2, 0, 1];

/** [height, width, in, multiplier] as [in, multiplier, height, width], which is one output channel after the other. */
const DEPTHWISE_FILTER_LAYOUT: Layout = [2, 3, 0, 1];

const imageLayout = (info: ConvInfo): Layout => (info.dataFormat === 'channelsFirst' ? plainLayout(4) : CHANNELS_FIRST);

interface ConvAttributes {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: [number, number] | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function convInfo(
  a: ConvAttributes,
  image: readonly number[],
  filter: readonly number[],
  depthwise: boolean,
): ConvInfo {
  return tf.backend_util.computeConv2DInfo(
    [...image] as Shape4D,
    [...filter] as Shape4D,
    a.strides,
    a.dilations ?? 1,
    a.pad,
    a.dimRoundingMode,
    depthwise,
    tf.backend_util.convertConv2DDataFormat(a.dataFormat ?? 'NHWC'),
  );
}

/** The filter as [out, in / groups, height, width]. */
function filterValue(recorder: Recorder, filter: SymbolicTensor, info: ConvInfo, depthwise: boolean): GraphValue {
  if (!depthwise) return recorder.inLayout(filter, FILTER_LAYOUT);
  const value = recorder.inLayout(filter, DEPTHWISE_FILTER_LAYOUT);
  return recorder.graph.reshape(value, [info.outChannels, 1, info.filterHeight, info.filterWidth]);
}

function convolve(call: KernelCall, depthwise: boolean): SymbolicTensor {
  const { recorder } = call;
  const [x, filter] = [call.input('x'), call.input('filter')];
  const info = convInfo(call.attributes as ConvAttributes, x.shape, filter.shape, depthwise);
  const value = recorder.graph.op(
    'Conv',
    [recorder.inLayout(x, imageLayout(info)), filterValue(recorder, filter, info, depthwise)],
    { type: 'float32', shape: [info.batchSize, info.outChannels, info.outHeight, info.outWidth] },
    { ...windowOf(call.kernelName, info), group: depthwise ? info.inChannels : 1 },
  );
  return graphTensor(value, 'float32', imageLayout(info));
}

/** The gradient of the input is the transposed convolution of the output's gradient. */
function inputGradient(call: KernelCall, depthwise: boolean): SymbolicTensor {
  const { recorder } = call;
  const [dy, filter] = [call.input('dy'), call.input('filter')];
  const attributes = call.attributes as ConvAttributes & { inputShape: readonly number[] };
  const info = convInfo(attributes, attributes.inputShape, filter.shape, depthwise);
  checkGradientShape(call.kernelName, dy.shape, info);
  const value = recorder.graph.op(
    'ConvTranspose',
    [recorder.inLayout(dy, imageLayout(info)), filterValue(recorder, filter, info, depthwise)],
    { type: 'float32', shape: [info.batchSize, info.inChannels, info.inHeight, info.inWidth] },
    { ...transposedWindowOf(call.kernelName, info), group: depthwise ? info.inChannels : 1 },
  );
  return graphTensor(value, 'float32', imageLayout(info));
}

/**
 * The patches that a convolution's windows see: [batch, channels, filter height · width, output height · width].
 *
 * They are cut out by a convolution with one-hot filters, which ONNX Runtime does faster than slices and a concatenation.
 */
function patches(recorder: Recorder, x: SymbolicTensor, info: ConvInfo, window: Window): GraphValue {
  const { graph } = recorder;
  const { batchSize, inChannels, filterHeight, filterWidth, outHeight, outWidth } = info;
  const image = recorder.inLayout(x, imageLayout(info));
  const taps = filterHeight * filterWidth;
  const shape = [batchSize, inChannels, taps, outHeight * outWidth];
  if (taps === 1 && window.strides.every((stride) => stride === 1) && window.pads.every((pad) => pad === 0)) {
    return graph.reshape(image, shape);
  }
  const oneHot = new Float32Array(taps * taps);
  for (let tap = 0; tap < taps; tap++) oneHot[tap * taps + tap] = 1;
  const planes = graph.reshape(image, [batchSize * inChannels, 1, info.inHeight, info.inWidth]);
  const filters = graph.constant('float32', [taps, 1, filterHeight, filterWidth], oneHot);
  const cut = graph.op(
    'Conv',
    [planes, filters],
    { type: 'float32', shape: [batchSize * inChannels, taps, outHeight, outWidth] },
    { ...window, group: 1 },
  );
  return graph.reshape(cut, shape);
}

/** The gradient of the filter: for each image the output's gradient times the patches it came from, then summed. */
function filterGradient(call: KernelCall, depthwise: boolean): SymbolicTensor {
  const { recorder } = call;
  const { graph } = recorder;
  const [x, dy] = [call.input('x'), call.input('dy')];
  const attributes = call.attributes as ConvAttributes & { filterShape: readonly number[] };
  const info = convInfo(attributes, x.shape, attributes.filterShape, depthwise);
  checkGradientShape(call.kernelName, dy.shape, info);
  const { batchSize, inChannels, outChannels, filterHeight, filterWidth } = info;
  const places = info.outHeight * info.outWidth;
  const taps = filterHeight * filterWidth;
  // Depthwise, each channel has its own output channels and patches; otherwise all of them share all.
  const groups = depthwise ? [inChannels] : [];
  const rows = depthwise ? outChannels / inChannels : outChannels;
  const columns = depthwise ? taps : inChannels * taps;
  const gradient = graph.reshape(recorder.inLayout(dy, imageLayout(info)), [batchSize, ...groups, rows, places]);
  const cut = graph.reshape(patches(recorder, x, info, windowOf(call.kernelName, info)), [
    batchSize,
    ...groups,
    columns,
    places,
  ]);
  const swapped = [...plainLayout(groups.length + 1), groups.length + 2, groups.length + 1];
  const products = graph.op('MatMul', [gradient, graph.transpose(cut, swapped)], {
    type: 'float32',
    shape: [batchSize, ...groups, rows, columns],
  });
  const sum = graph.op(
    'ReduceSum',
    [products, graph.int64([0])],
    { type: 'float32', shape: [...groups, rows, columns] },
    { keepdims: 0 },
  );
  const first = depthwise ? [inChannels, rows] : [outChannels, inChannels];
  const value = graph.reshape(sum, [...first, filterHeight, filterWidth]);
  return graphTensor(value, 'float32', depthwise ? DEPTHWISE_FILTER_LAYOUT : FILTER_LAYOUT);
}

const fused =
  (depthwise: boolean): Kernel =>
  (call) => {
    const attributes = call.attributes as tf.FusedConv2DAttrs;
    if (attributes.dataFormat === 'NCHW') {
      throw new UnsupportedKernelError(call.kernelName, 'its bias is added to channels that come first');
    }
    return biasAndActivation(call, convolve(call, depthwise), attributes);
  };

/** Kernels of two-dimensional convolutions and their gradients. */
export const CONV_2D_KERNELS: Kernels = {
  Conv2D: (call) => convolve(call, false),
  Conv2DBackpropFilter: (call) => filterGradient(call, false),
  Conv2DBackpropInput: (call) => inputGradient(call, false),
  DepthwiseConv2dNative: (call) => convolve(call, true),
  DepthwiseConv2dNativeBackpropFilter: (call) => filterGradient(call, true),
  DepthwiseConv2dNativeBackpropInput: (call) => inputGradient(call, true),
  FusedConv2D: fused(false),
  FusedDepthwiseConv2D: fused(true),
};
