import * as tf from '@tensorflow/tfjs-core';
import { unsupportedKernel } from '../errors.js';
import type { Recorder } from '../symbolic/recorder.js';
import type { SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import { biasAndActivation } from './activation.js';
import { BATCH_LAST_CONVOLUTION, supportsBatchLast } from './conv2d-batch-last.js';
import { CHANNELS_FIRST_CONVOLUTION } from './conv2d-channels-first.js';
import type { Convolution, ConvolutionLowering } from './convolution.js';
import type { Kernel, KernelCall, Kernels } from './kernel.js';
import { checkGradientShape, windowOf } from './window.js';

type Shape4D = [number, number, number, number];

interface ConvAttributes {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: [number, number] | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Returns the convolution that a kernel call is about. */
function convolutionOf(
  { kernelName, attributes }: KernelCall,
  images: readonly number[],
  filter: readonly number[],
  depthwise: boolean,
): Convolution {
  const a = attributes as ConvAttributes;
  const info = tf.backend_util.computeConv2DInfo(
    [...images] as Shape4D,
    [...filter] as Shape4D,
    a.strides,
    a.dilations ?? 1,
    a.pad,
    a.dimRoundingMode,
    depthwise,
    tf.backend_util.convertConv2DDataFormat(a.dataFormat ?? 'NHWC'),
  );
  return { info, depthwise, window: windowOf(kernelName, info), kernelName };
}

function loweringOf(recorder: Recorder, convolution: Convolution): ConvolutionLowering {
  return recorder.images === 'batch-last' && supportsBatchLast(convolution)
    ? BATCH_LAST_CONVOLUTION
    : CHANNELS_FIRST_CONVOLUTION;
}

function convolve(call: KernelCall, depthwise: boolean): SymbolicTensor {
  const { recorder } = call;
  const [x, filter] = [call.input('x'), call.input('filter')];
  const convolution = convolutionOf(call, x.shape, filter.shape, depthwise);
  return loweringOf(recorder, convolution).convolve(recorder, x, filter, convolution);
}

function inputGradient(call: KernelCall, depthwise: boolean): SymbolicTensor {
  const { recorder } = call;
  const [dy, filter] = [call.input('dy'), call.input('filter')];
  const { inputShape } = call.attributes as { inputShape: readonly number[] };
  const convolution = convolutionOf(call, inputShape, filter.shape, depthwise);
  checkGradientShape(call.kernelName, dy.shape, convolution.info);
  return loweringOf(recorder, convolution).inputGradient(recorder, dy, filter, convolution);
}

function filterGradient(call: KernelCall, depthwise: boolean): SymbolicTensor {
  const { recorder } = call;
  const [x, dy] = [call.input('x'), call.inputOrTiles('dy')];
  const { filterShape } = call.attributes as { filterShape: readonly number[] };
  const convolution = convolutionOf(call, x.shape, filterShape, depthwise);
  checkGradientShape(call.kernelName, dy.shape, convolution.info);
  return loweringOf(recorder, convolution).filterGradient(recorder, x, dy, convolution);
}

const fused =
  (depthwise: boolean): Kernel =>
  (call) => {
    const attributes = call.attributes as tf.FusedConv2DAttrs;
    if (attributes.dataFormat === 'NCHW') {
      throw unsupportedKernel(call.kernelName, 'its data format is NCHW');
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
