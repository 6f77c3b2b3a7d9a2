import type * as tf from '@tensorflow/tfjs-core';
import type { GraphValue } from '../graph/graph.js';
import { CHANNELS_FIRST, graphTensor, type SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import type { Kernel, KernelCall, Kernels } from './kernel.js';

/** Returns the pixels, along one axis, from which a pixel of the resized image is computed, with their weights. */
type Sources = (
  pixel: number,
  ratio: number,
  length: number,
  attributes: ResizeAttributes,
) => readonly (readonly [number, number])[];

type ResizeAttributes = Pick<tf.ResizeBilinearAttrs, 'alignCorners' | 'halfPixelCenters'>;

const nearest: Sources = (pixel, ratio, length, { alignCorners, halfPixelCenters }) => {
  const source = ratio * (halfPixelCenters ? pixel + 0.5 : pixel);
  return [[Math.min(length - 1, alignCorners ? Math.round(source) : Math.floor(source)), 1]];
};

const bilinear: Sources = (pixel, ratio, length, { halfPixelCenters }) => {
  const source = halfPixelCenters ? ratio * (pixel + 0.5) - 0.5 : ratio * pixel;
  const before = Math.max(0, Math.floor(source));
  const share = source - before;
  return [
    [before, 1 - share],
    [Math.min(length - 1, Math.ceil(source)), share],
  ];
};

/** Returns the weight of each source pixel in each pixel of the result, [to × from]. */
function weightMatrix(sources: Sources, from: number, to: number, attributes: ResizeAttributes): Float32Array {
  const aligned = attributes.alignCorners && to > 1;
  const ratio = aligned ? (from - 1) / (to - 1) : from / to;
  const matrix = new Float32Array(to * from);
  for (let pixel = 0; pixel < to; pixel++) {
    for (const [source, weight] of sources(pixel, ratio, from, attributes)) matrix[pixel * from + source]! += weight;
  }
  return matrix;
}

/**
 * Resizes images, or their gradient. Along each axis this is a product with a matrix of weights. The gradient's matrix is its
 * transpose.
 */
function resample(
  call: KernelCall,
  x: SymbolicTensor,
  sources: Sources,
  [fromHeight, fromWidth]: readonly number[],
  [toHeight, toWidth]: readonly number[],
  gradient: boolean,
): SymbolicTensor {
  const { graph } = call.recorder;
  const attributes = call.attributes as ResizeAttributes;
  const product = (a: GraphValue, b: GraphValue, shape: readonly number[]) =>
    graph.op('MatMul', [a, b], { type: 'float32', shape });
  const weights = (from: number, to: number) =>
    graph.constant('float32', [to, from], weightMatrix(sources, from, to, attributes));
  const rows = weights(fromHeight!, toHeight!);
  const columns = weights(fromWidth!, toWidth!);
  const [left, right] = gradient ? [graph.transpose(rows, [1, 0]), columns] : [rows, graph.transpose(columns, [1, 0])];
  const image = graph.cast(call.recorder.inLayout(x, CHANNELS_FIRST), 'float32');
  const [batch, channels, height] = image.shape;
  const wide = product(image, right, [batch!, channels!, height!, right.shape[1]!]);
  const value = product(left, wide, [batch!, channels!, left.shape[0]!, right.shape[1]!]);
  return graphTensor(value, 'float32', CHANNELS_FIRST);
}

const resize =
  (sources: Sources): Kernel =>
  (call) => {
    const { size } = call.attributes as { size: readonly number[] };
    const images = call.input('images');
    return resample(call, images, sources, images.shape.slice(1, 3), size, false);
  };

const resizeGrad =
  (sources: Sources): Kernel =>
  (call) => {
    const [images, dy] = [call.input('images'), call.input('dy')];
    return resample(call, dy, sources, images.shape.slice(1, 3), dy.shape.slice(1, 3), true);
  };

/** Kernels that resize images, and their gradients. */
export const RESIZE_KERNELS: Kernels = {
  ResizeBilinear: resize(bilinear),
  ResizeBilinearGrad: resizeGrad(bilinear),
  ResizeNearestNeighbor: resize(nearest),
  ResizeNearestNeighborGrad: resizeGrad(nearest),
};
