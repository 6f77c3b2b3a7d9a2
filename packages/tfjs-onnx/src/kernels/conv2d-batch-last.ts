import type { GraphValue } from '../graph/graph-node.js';
import type { Recorder } from '../symbolic/recorder.js';
import { BATCH_LAST, graphTensor, plainLayout } from '../symbolic/symbolic-tensor.js';
import type { GraphTensor, SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import { placesOf } from '../symbolic/tiles.js';
import { combine } from './binary.js';
import { DEPTHWISE_FILTER_LAYOUT, FILTER_LAYOUT, filterValue, groupsOf } from './convolution.js';
import type { Convolution, ConvolutionLowering } from './convolution.js';
import { padImages } from './shape.js';
import { slice } from './slice.js';
import type { Window } from './window.js';

/** Whether a convolution can be written down for images that lie [channels, height, width, batch]: they are not skipped. */
export function isConvolutionOfRows({ info, window }: Convolution): boolean {
  return info.dataFormat === 'channelsLast' && window.strides.every((stride) => stride === 1);
}

/** How windows lie on the one wide image that a batch is, in which the neighbour of a place is a batch of numbers away. */
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
 * Convolves a batch that lies as one wide image.
 *
 * @param images [channels, height, width, batch]
 * @param filters [out, in / groups, height, width]
 * @param size the output's height and width.
 */
function convolveRows(
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
 * The patches that the windows at some places of the output see: [channels, filter height · width, places, batch]. Each place of
 * one is a row of numbers that is copied as it is.
 */
function patches(
  recorder: Recorder,
  x: SymbolicTensor,
  { info, window }: Convolution,
  places: readonly number[],
): GraphValue {
  const { graph } = recorder;
  const image = recorder.inLayout(padImages(recorder, x, window.pads, 0), BATCH_LAST);
  const [channels, height, width, batch] = image.shape as [number, number, number, number];
  const taps = info.filterHeight * info.filterWidth;
  const sources = Array.from({ length: taps }, (_, tap) => {
    const [i, j] = [Math.floor(tap / info.filterWidth), tap % info.filterWidth];
    return places.map((place) => {
      const [row, column] = [Math.floor(place / info.outWidth), place % info.outWidth];
      return (row + i * window.dilations[0]) * width + column + j * window.dilations[1];
    });
  }).flat();
  const cut = graph.op(
    'Gather',
    [graph.reshape(image, [channels, height * width, batch]), graph.int64(sources)],
    { type: 'float32', shape: [channels, sources.length, batch] },
    { axis: 1 },
  );
  return graph.reshape(cut, [channels, taps, places.length, batch]);
}

/** Convolutions of a batch that lies as one wide image, [channels, height, width · batch]. */
export const CONVOLUTION_OF_ROWS: ConvolutionLowering = {
  convolve(recorder, x, filter, convolution) {
    const { outHeight, outWidth } = convolution.info;
    return convolveRows(
      recorder,
      recorder.inLayout(x, BATCH_LAST),
      filterValue(recorder, filter, convolution),
      [outHeight, outWidth],
      convolution.window,
      groupsOf(convolution),
    );
  },

  /**
   * A convolution of the output's gradient with the filter turned round, of which each place sees all windows that it was in: at
   * times a little more work than a transposed convolution, which ONNX Runtime calculates partly in one thread.
   */
  inputGradient(recorder, dy, filter, convolution) {
    const { info, window } = convolution;
    const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth } = info;
    const [down, across] = [(filterHeight - 1) * window.dilations[0], (filterWidth - 1) * window.dilations[1]];
    const [top, left] = [down - window.pads[0], across - window.pads[1]];
    const [bottom, right] = [inHeight - outHeight - top + down, inWidth - outWidth - left + across];
    // Of windows that lie in the padding altogether no place was part: they are left out.
    const edges = [top, left, bottom, right].map((edge) => Math.max(0, -edge)) as [number, number, number, number];
    const seen = slice(
      recorder,
      dy,
      [0, edges[0], edges[1], 0],
      [info.batchSize, outHeight - edges[0] - edges[2], outWidth - edges[1] - edges[3], info.outChannels],
    );
    const turned = slice(recorder, filter, [filterHeight - 1, filterWidth - 1, 0, 0], filter.shape, [-1, -1, 1, 1]);
    return convolveRows(
      recorder,
      recorder.inLayout(seen, BATCH_LAST),
      // [in, out, height, width]; depthwise, `out` are those of one channel.
      recorder.inLayout(turned, [2, 3, 0, 1]),
      [inHeight, inWidth],
      {
        pads: [Math.max(0, top), Math.max(0, left), Math.max(0, bottom), Math.max(0, right)],
        dilations: window.dilations,
      },
      groupsOf(convolution),
    );
  },

  /** Of a gradient in pieces, the sum of what each piece gives. */
  filterGradient(recorder, x, dy, convolution) {
    const { info } = convolution;
    const places = dy.kind === 'tiles' ? placesOf(dy) : [[...Array(info.outHeight * info.outWidth).keys()]];
    const gradients = dy.kind === 'tiles' ? dy.places : [recorder.inLayout(dy, BATCH_LAST)];
    return places
      .map((windows, i) =>
        productWithPatches(recorder, patches(recorder, x, convolution, windows), gradients[i]!, convolution),
      )
      .reduce((a, b) => combine(recorder, 'Add', a, b));
  },
};

/**
 * The patches times the output's gradient that came of them: one product of matrices, which sums over places and images. It goes
 * faster with the patches in front if they have many more rows, and otherwise with the gradient there.
 *
 * @param cut [channels, filter height · width, places, batch]
 * @param gradient [out, ...places, batch]
 */
function productWithPatches(
  { graph }: Recorder,
  cut: GraphValue,
  gradient: GraphValue,
  { info, depthwise }: Convolution,
): SymbolicTensor {
  const { inChannels, outChannels, filterHeight, filterWidth } = info;
  const [, taps, places, batch] = cut.shape as [number, number, number, number];
  // Depthwise, each channel has its own output channels and patches; otherwise all of them share all.
  const groups = depthwise ? [inChannels] : [];
  const outputs = depthwise ? outChannels / inChannels : outChannels;
  const rows = depthwise ? taps : inChannels * taps;
  const [left, right] = [
    graph.reshape(cut, [...groups, rows, places * batch]),
    graph.reshape(gradient, [...groups, outputs, places * batch]),
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
