import type { GraphValue } from '../graph/graph.js';
import type { Recorder } from '../symbolic/recorder.js';
import {
  BATCH_LAST,
  graphTensor,
  plainLayout,
  type GraphTensor,
  type SymbolicTensor,
} from '../symbolic/symbolic-tensor.js';
import { pixelsByPosition } from '../symbolic/tiles.js';
import { combine } from './binary.js';
import {
  DEPTHWISE_FILTER_LAYOUT,
  FILTER_LAYOUT,
  filterValue,
  groupCount,
  type Convolution,
  type ConvolutionLowering,
} from './convolution.js';
import { padImages } from './shape.js';
import { slice } from './slice.js';
import type { Window } from './window.js';

/** Tells whether a convolution can be recorded for images [channels, height, width, batch]: its windows skip no pixels. */
export function supportsBatchLast({ info, window }: Convolution): boolean {
  return info.dataFormat === 'channelsLast' && window.strides.every((stride) => stride === 1);
}

/** Returns the attributes of windows on a batch as one wide image, in which the next pixel is `batch` numbers away. */
function wideWindow(
  { pads: [top, left, bottom, right], dilations }: Pick<Window, 'pads' | 'dilations'>,
  batch: number,
) {
  return {
    dilations: [dilations[0], dilations[1] * batch],
    pads: [top, left * batch, bottom, right * batch],
  };
}

/**
 * Convolves a batch as one wide image.
 *
 * @param images [channels, height, width, batch]
 * @param filters [out, in / groups, height, width]
 * @param size height and width of the output.
 */
function convolveWide(
  { graph }: Recorder,
  images: GraphValue,
  filters: GraphValue,
  [height, width]: readonly [number, number],
  window: Pick<Window, 'pads' | 'dilations'>,
  group: number,
): GraphTensor {
  const [channels, inHeight, inWidth, batch] = images.shape as [number, number, number, number];
  const out = filters.shape[0]!;
  const value = graph.op(
    'Conv',
    [graph.reshape(images, [1, channels, inHeight, inWidth * batch]), filters],
    { type: 'float32', shape: [1, out, height, width * batch] },
    { strides: [1, 1], ...wideWindow(window, batch), group },
  );
  return graphTensor(graph.reshape(value, [out, height, width, batch]), 'float32', BATCH_LAST);
}

/**
 * Cuts out the patches of the images under some windows: [channels, filter height · width, windows, batch]. Each pixel is copied as
 * one row of numbers.
 *
 * @param windows pixels of the output, as the index row · width + column.
 */
function patches(
  recorder: Recorder,
  x: SymbolicTensor,
  { info, window }: Convolution,
  windows: readonly number[],
): GraphValue {
  const { graph } = recorder;
  const image = recorder.inLayout(padImages(recorder, x, window.pads, 0), BATCH_LAST);
  const [channels, height, width, batch] = image.shape as [number, number, number, number];
  const taps = info.filterHeight * info.filterWidth;
  const sources = Array.from({ length: taps }, (_, tap) => {
    const [i, j] = [Math.floor(tap / info.filterWidth), tap % info.filterWidth];
    return windows.map((pixel) => {
      const [row, column] = [Math.floor(pixel / info.outWidth), pixel % info.outWidth];
      return (row + i * window.dilations[0]) * width + column + j * window.dilations[1];
    });
  }).flat();
  const cut = graph.op(
    'Gather',
    [graph.reshape(image, [channels, height * width, batch]), graph.int64(sources)],
    { type: 'float32', shape: [channels, sources.length, batch] },
    { axis: 1 },
  );
  return graph.reshape(cut, [channels, taps, windows.length, batch]);
}

/** Convolutions of a batch as one wide image [channels, height, width · batch]. */
export const BATCH_LAST_CONVOLUTION: ConvolutionLowering = {
  convolve(recorder, x, filter, convolution) {
    const { outHeight, outWidth } = convolution.info;
    return convolveWide(
      recorder,
      recorder.inLayout(x, BATCH_LAST),
      filterValue(recorder, filter, convolution),
      [outHeight, outWidth],
      convolution.window,
      groupCount(convolution),
    );
  },

  /**
   * A convolution of the output's gradient with the rotated filter. It can be a little more work than a transposed convolution, but
   * that one ONNX Runtime computes partly in one thread.
   */
  inputGradient(recorder, dy, filter, convolution) {
    const { info, window } = convolution;
    const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth } = info;
    const [down, across] = [(filterHeight - 1) * window.dilations[0], (filterWidth - 1) * window.dilations[1]];
    const [top, left] = [down - window.pads[0], across - window.pads[1]];
    const [bottom, right] = [inHeight - outHeight - top + down, inWidth - outWidth - left + across];
    // Windows that are entirely in the padding are left out.
    const edges = [top, left, bottom, right].map((edge) => Math.max(0, -edge)) as [number, number, number, number];
    const inside = slice(
      recorder,
      dy,
      [0, edges[0], edges[1], 0],
      [info.batchSize, outHeight - edges[0] - edges[2], outWidth - edges[1] - edges[3], info.outChannels],
    );
    const rotated = slice(recorder, filter, [filterHeight - 1, filterWidth - 1, 0, 0], filter.shape, [-1, -1, 1, 1]);
    return convolveWide(
      recorder,
      recorder.inLayout(inside, BATCH_LAST),
      // [in, out, height, width], or for a depthwise filter [in, multiplier, height, width].
      recorder.inLayout(rotated, [2, 3, 0, 1]),
      [inHeight, inWidth],
      {
        pads: [Math.max(0, top), Math.max(0, left), Math.max(0, bottom), Math.max(0, right)],
        dilations: window.dilations,
      },
      groupCount(convolution),
    );
  },

  /** For a gradient in tiles, the sum over the positions in a tile. */
  filterGradient(recorder, x, dy, convolution) {
    const { outHeight, outWidth } = convolution.info;
    const windows = dy.kind === 'tiles' ? pixelsByPosition(dy) : [[...Array(outHeight * outWidth).keys()]];
    const gradients = dy.kind === 'tiles' ? dy.positions : [recorder.inLayout(dy, BATCH_LAST)];
    return windows
      .map((pixels, i) =>
        productWithPatches(recorder, patches(recorder, x, convolution, pixels), gradients[i]!, convolution),
      )
      .reduce((a, b) => combine(recorder, 'Add', a, b));
  },
};

/**
 * Multiplies patches by the gradient of their outputs: one matrix product, which sums over windows and images. It is faster with the
 * patches as the left factor if they have many more rows, and otherwise with the gradient there.
 *
 * @param cut [channels, filter height · width, windows, batch]
 * @param gradient [out, ...windows, batch]
 */
function productWithPatches(
  { graph }: Recorder,
  cut: GraphValue,
  gradient: GraphValue,
  { info, depthwise }: Convolution,
): SymbolicTensor {
  const { inChannels, outChannels, filterHeight, filterWidth } = info;
  const [, taps, windows, batch] = cut.shape as [number, number, number, number];
  // In a depthwise convolution each input channel has its own outputs and patches.
  const groups = depthwise ? [inChannels] : [];
  const outputs = depthwise ? outChannels / inChannels : outChannels;
  const rows = depthwise ? taps : inChannels * taps;
  const [left, right] = [
    graph.reshape(cut, [...groups, rows, windows * batch]),
    graph.reshape(gradient, [...groups, outputs, windows * batch]),
  ];
  const swapped = [...plainLayout(groups.length), groups.length + 1, groups.length];
  const product = (a: GraphValue, b: GraphValue) =>
    graph.op('MatMul', [a, graph.transpose(b, swapped)], {
      type: 'float32',
      shape: [...groups, a.shape.at(-2)!, b.shape.at(-2)!],
    });
  if (rows > 2 * outputs) {
    const value = graph.reshape(product(left, right), [inChannels, filterHeight, filterWidth, outputs]);
    return graphTensor(value, 'float32', [2, 0, 1, 3]);
  }
  const first = depthwise ? [inChannels, outputs] : [outChannels, inChannels];
  const value = graph.reshape(product(right, left), [...first, filterHeight, filterWidth]);
  return graphTensor(value, 'float32', depthwise ? DEPTHWISE_FILTER_LAYOUT : FILTER_LAYOUT);
}
