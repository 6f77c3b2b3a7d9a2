import { CHANNELS_FIRST, graphTensor, splat, type SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import { combine } from './binary.js';
import type { Kernel, KernelCall, Kernels } from './kernel.js';
import {
  hasWidePadding,
  inputShape,
  isIdentity,
  kernelShape,
  outputShape,
  poolAttributes,
  poolInfo,
  type PoolInfo,
} from './pool-info.js';
import { padImages } from './shape.js';
import { checkGradientShape, transposedWindowOf, windowOf } from './window.js';

const avgPool: Kernel = (call) => {
  const { recorder } = call;
  const x = call.input('x');
  const info = poolInfo(call, x);
  if (isIdentity(info)) return x;
  const images = recorder.inLayout(x, CHANNELS_FIRST);
  if (hasWidePadding(call, info)) return meanOfPadded(call, x, info);
  const attributes = { ...poolAttributes(call, images, info), count_include_pad: 0 };
  const value = recorder.graph.op('AveragePool', [images], { type: 'float32', shape: outputShape(info) }, attributes);
  return graphTensor(value, 'float32', CHANNELS_FIRST);
};

/** The means of windows some of which lie beyond the image: sums over the image with zeros around it, divided by the pixels. */
function meanOfPadded(call: KernelCall, x: SymbolicTensor, info: PoolInfo): SymbolicTensor {
  const { recorder } = call;
  const { pads, strides } = windowOf(call.kernelName, info);
  const meansOf = (images: SymbolicTensor) => {
    const padded = recorder.inLayout(padImages(recorder, images, pads, 0), CHANNELS_FIRST);
    const attributes = { strides, kernel_shape: kernelShape(info), auto_pad: 'VALID', count_include_pad: 1 };
    const shape = [padded.shape[0]!, padded.shape[1]!, info.outHeight, info.outWidth];
    return graphTensor(
      recorder.graph.op('AveragePool', [padded], { type: 'float32', shape }, attributes),
      'float32',
      CHANNELS_FIRST,
    );
  };
  const shares = meansOf(splat([1, info.inHeight, info.inWidth, 1], 'float32', 1));
  return combine(recorder, 'Div', meansOf(x), shares);
}

/**
 * Divides each window's gradient among its elements: a transposed convolution with a filter of equal weights.
 *
 * Like the cpu, WebGL and WebGPU backends of TensorFlow.js, this counts padding as elements, although the means do not.
 */
const avgPoolGrad: Kernel = (call) => {
  const { recorder } = call;
  const { graph } = recorder;
  const [dy, input] = [call.input('dy'), call.input('input')];
  const info = poolInfo(call, input);
  checkGradientShape(call.kernelName, dy.shape, info);
  const planes = info.batchSize * info.inChannels;
  const gradient = graph.reshape(recorder.inLayout(dy, CHANNELS_FIRST), [planes, 1, info.outHeight, info.outWidth]);
  const taps = info.filterHeight * info.filterWidth;
  const filter = graph.constant('float32', [1, 1, ...kernelShape(info)], new Float32Array(taps).fill(1 / taps));
  const value = graph.op(
    'ConvTranspose',
    [gradient, filter],
    { type: 'float32', shape: [planes, 1, info.inHeight, info.inWidth] },
    transposedWindowOf(call.kernelName, info),
  );
  return graphTensor(graph.reshape(value, inputShape(info)), 'float32', CHANNELS_FIRST);
};

/** Kernels of average pooling. */
export const AVG_POOL_KERNELS: Kernels = { AvgPool: avgPool, AvgPoolGrad: avgPoolGrad };
