import type { GraphValue } from '../graph/graph.js';
import type { Recorder } from '../symbolic/recorder.js';
import {
  CHANNELS_FIRST,
  graphTensor,
  plainLayout,
  type Layout,
  type SymbolicTensor,
} from '../symbolic/symbolic-tensor.js';
import { fromTiles } from '../symbolic/tiles.js';
import {
  DEPTHWISE_FILTER_LAYOUT,
  FILTER_LAYOUT,
  filterValue,
  groupCount,
  type Convolution,
  type ConvolutionLowering,
} from './convolution.js';
import { transposedWindowOf } from './window.js';

const imageLayout = ({ info }: Convolution): Layout =>
  info.dataFormat === 'channelsFirst' ? plainLayout(4) : CHANNELS_FIRST;

/**
 * Cuts out the patch of the images under each window: [batch, channels, filter height · width, output height · width].
 *
 * A convolution with one-hot filters does it, which ONNX Runtime computes faster than slices and a concatenation.
 */
function patches(recorder: Recorder, x: SymbolicTensor, convolution: Convolution): GraphValue {
  const { graph } = recorder;
  const { info, window } = convolution;
  const { batchSize, inChannels, filterHeight, filterWidth, outHeight, outWidth } = info;
  const image = recorder.inLayout(x, imageLayout(convolution));
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

/** Convolutions of images [batch, channels, height, width], the form that ONNX has. */
export const CHANNELS_FIRST_CONVOLUTION: ConvolutionLowering = {
  convolve(recorder, x, filter, convolution) {
    const { info, window } = convolution;
    const value = recorder.graph.op(
      'Conv',
      [recorder.inLayout(x, imageLayout(convolution)), filterValue(recorder, filter, convolution)],
      { type: 'float32', shape: [info.batchSize, info.outChannels, info.outHeight, info.outWidth] },
      { ...window, group: groupCount(convolution) },
    );
    return graphTensor(value, 'float32', imageLayout(convolution));
  },

  /** A transposed convolution of the output's gradient. */
  inputGradient(recorder, dy, filter, convolution) {
    const { info, kernelName } = convolution;
    const value = recorder.graph.op(
      'ConvTranspose',
      [recorder.inLayout(dy, imageLayout(convolution)), filterValue(recorder, filter, convolution)],
      { type: 'float32', shape: [info.batchSize, info.inChannels, info.inHeight, info.inWidth] },
      { ...transposedWindowOf(kernelName, info), group: groupCount(convolution) },
    );
    return graphTensor(value, 'float32', imageLayout(convolution));
  },

  /** For each image, the product of the output's gradient and the patches; then the sum over images. */
  filterGradient(recorder, x, dy, convolution) {
    const { graph } = recorder;
    const { info, depthwise } = convolution;
    const { batchSize, inChannels, outChannels, filterHeight, filterWidth } = info;
    const places = info.outHeight * info.outWidth;
    const taps = filterHeight * filterWidth;
    // In a depthwise convolution each input channel has its own outputs and patches.
    const groups = depthwise ? [inChannels] : [];
    const rows = depthwise ? outChannels / inChannels : outChannels;
    const columns = depthwise ? taps : inChannels * taps;
    const gradient = graph.reshape(recorder.inLayout(fromTiles(recorder, dy), imageLayout(convolution)), [
      batchSize,
      ...groups,
      rows,
      places,
    ]);
    const cut = graph.reshape(patches(recorder, x, convolution), [batchSize, ...groups, columns, places]);
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
  },
};
