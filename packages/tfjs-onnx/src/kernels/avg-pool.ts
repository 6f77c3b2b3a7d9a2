import { CHANNELS_FIRST, graphTensor } from '../symbolic/symbolic-tensor.js';
import type { Kernel, Kernels } from './kernel.js';
import { inputShape, kernelShape, outputShape, poolAttributes, poolInfo } from './pool-info.js';
import { checkGradientShape, transposedWindowOf } from './window.js';

const avgPool: Kernel = (call) => {
  const { recorder } = call;
  const x = call.input('x');
  const info = poolInfo(call, x);
  const images = recorder.inLayout(x, CHANNELS_FIRST);
  const attributes = { ...poolAttributes(call, images, info), count_include_pad: 0 };
  const value = recorder.graph.op('AveragePool', [images], { type: 'float32', shape: outputShape(info) }, attributes);
  return graphTensor(value, 'float32', CHANNELS_FIRST);
};

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
