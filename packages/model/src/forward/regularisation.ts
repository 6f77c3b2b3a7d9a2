import * as tf from '@tensorflow/tfjs-core';
import { batchNormByAverages, batchNormByBatch } from './batch-norm.js';
import { inputOf, weightOf, type LayerFunction } from './layer-call.js';
import { UnsupportedModelError } from './unsupported-model-error.js';

export const batchNormalization: LayerFunction = (call) => {
  const { axis, center, scale, epsilon, momentum } = call.config as {
    axis: number;
    center: boolean;
    scale: boolean;
    epsilon: number;
    momentum: number;
  };
  const { rows, tensor } = inputOf(call);
  if (axis !== -1 && axis !== tensor.rank - 1) {
    throw new UnsupportedModelError(call.layer.name, `normalises the axis ${axis}, which is not the last`);
  }
  if (!center || !scale) throw new UnsupportedModelError(call.layer.name, 'normalises without beta or gamma');
  const learned = { gamma: weightOf(call, 'gamma'), beta: weightOf(call, 'beta') };
  if (call.mode.training) {
    const averages = {
      movingMean: weightOf(call, 'moving_mean'),
      movingVariance: weightOf(call, 'moving_variance'),
    };
    return { rows, tensor: batchNormByBatch(tensor, { ...learned, ...averages }, { epsilon, momentum }) };
  }
  const averages = { movingMean: weightOf(call, 'moving_mean'), movingVariance: weightOf(call, 'moving_variance') };
  return { rows, tensor: batchNormByAverages(tensor, { ...learned, ...averages }, epsilon) };
};

export const dropout: LayerFunction = (call) => {
  const { layer, mode } = call;
  const { rate } = call.config as { rate: number };
  const input = inputOf(call);
  if (!mode.training || rate === 0) return input;
  const mask = tf.cast(mode.dropoutMask(layer.name, input.tensor.shape), 'float32');
  return { rows: input.rows, tensor: tf.mul(input.tensor, tf.mul(mask, 1 / (1 - rate))) };
};
