import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { unsupportedModel } from '../model-error.js';
import { batchNormByAverages, batchNormByBatch } from './batch-norm.js';
import { inputOf, weightOf, type LayerFunction } from './layer-call.js';
import { hasSum } from '../network/network.js';

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
    throw unsupportedModel(call.layer.name, `normalises the axis ${axis}, which is not the last`);
  }
  if (!center || !scale) throw unsupportedModel(call.layer.name, 'normalises without beta or gamma');
  const weights = {
    gamma: weightOf(call, 'gamma'),
    beta: weightOf(call, 'beta'),
    movingMean: weightOf(call, 'moving_mean'),
    movingVariance: weightOf(call, 'moving_variance'),
  };
  return {
    rows,
    tensor: call.mode.training
      ? batchNormByBatch(tensor, weights, { epsilon, momentum })
      : batchNormByAverages(tensor, weights, epsilon),
  };
};

export const dropout: LayerFunction = (call) => {
  const { layer, mode } = call;
  const { rate } = call.config as { rate: number };
  const input = inputOf(call);
  if (!mode.training || rate === 0) return input;
  const mask = tf.cast(mode.dropoutMask(layer.name, input.tensor.shape), 'float32');
  return { rows: input.rows, tensor: tf.mul(input.tensor, tf.mul(mask, 1 / (1 - rate))) };
};

/** A layer that sets a fraction of its activations to zero in training. */
export interface DropoutLayer {
  readonly name: string;
  /** The fraction that is set to zero, 0 < rate < 1. */
  readonly rate: number;
  /** The shape of one image's activations: [height, width, channels] or [units]. */
  readonly shape: readonly number[];
}

/** The layers of a model that need a dropout mask in training, in the order in which they are calculated. */
export function dropoutLayers(model: LayersModel): DropoutLayer[] {
  hasSum(model); // Refuses what is no model.
  return model.layers
    .filter((layer) => layer.getClassName() === 'Dropout')
    .map((layer) => ({
      name: layer.name,
      rate: layer.getConfig().rate as number,
      shape: (layer.outputShape as number[]).slice(1),
    }))
    .filter(({ rate }) => rate > 0);
}
