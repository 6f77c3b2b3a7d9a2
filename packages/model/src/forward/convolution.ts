import * as tf from '@tensorflow/tfjs-core';
import { unsupportedModel } from '../model-error.js';
import { applyNonlinearity, inputOf, weightOf, type LayerCall, type LayerFunction } from './layer-call.js';

interface WindowConfig {
  readonly dataFormat: string;
  readonly padding: 'valid' | 'same';
  readonly strides: [number, number];
}

function windowConfig({ layer, config }: LayerCall): WindowConfig {
  const settings = config as unknown as WindowConfig;
  if (settings.dataFormat !== 'channelsLast') {
    throw unsupportedModel(layer.name, `keeps its channels in the format ${settings.dataFormat}`);
  }
  return settings;
}

/**
 * A plain convolution, an addition and an activation. The fused op always calculates the gradient of its input, which the first layer
 * does not need: a fifth to a third of a training step.
 */
export const conv2d: LayerFunction = (call) => {
  const { padding, strides } = windowConfig(call);
  const { useBias, activation, dilationRate } = call.config as unknown as {
    useBias: boolean;
    activation: string;
    dilationRate: [number, number];
  };
  const { rows, tensor } = inputOf(call);
  const kernel = weightOf(call, 'kernel') as tf.Tensor4D;
  const product = tf.conv2d(tensor as tf.Tensor4D, kernel, strides, padding, 'NHWC', dilationRate);
  const biased = useBias ? tf.add(product, weightOf(call, 'bias')) : product;
  return applyNonlinearity(activation, { rows, tensor: biased });
};

function pooling(pool: typeof tf.maxPool): LayerFunction {
  return (call) => {
    const { padding, strides } = windowConfig(call);
    const { poolSize } = call.config as unknown as { poolSize: [number, number] };
    const { rows, tensor } = inputOf(call);
    return { rows, tensor: pool(tensor as tf.Tensor4D, poolSize, strides, padding) };
  };
}

export const maxPooling2d = pooling(tf.maxPool);
export const averagePooling2d = pooling(tf.avgPool);

export const globalAveragePooling2d: LayerFunction = (call) => {
  windowConfig(call);
  const { rows, tensor } = inputOf(call);
  return { rows, tensor: tf.mean(tensor, [1, 2]) };
};
