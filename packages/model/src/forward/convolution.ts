import * as tf from '@tensorflow/tfjs-core';
import { inputOf, weightOf, type LayerCall, type LayerFunction } from './layer-call.js';
import { applyNonlinearity } from './nonlinearity.js';
import { UnsupportedModelError } from './unsupported-model-error.js';

interface WindowConfig {
  readonly dataFormat: string;
  readonly padding: 'valid' | 'same';
  readonly strides: [number, number];
}

function windowConfig({ layer, config }: LayerCall): WindowConfig {
  const settings = config as unknown as WindowConfig;
  if (settings.dataFormat !== 'channelsLast') {
    throw new UnsupportedModelError(layer.name, `keeps its channels in the format ${settings.dataFormat}`);
  }
  return settings;
}

/**
 * A plain convolution, an addition and an activation of their own: the fused op always calculates the gradient of its input,
 * which nobody needs of the first layer (a fifth to a third of a training step).
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
  return applyNonlinearity(call.layer.name, activation, { rows, tensor: biased });
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
