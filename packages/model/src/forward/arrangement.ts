import * as tf from '@tensorflow/tfjs-core';
import { unsupportedModel } from '../model-error.js';
import { combine } from './activation.js';
import { applyNonlinearity, inputOf, inputsOf, type LayerFunction } from './layer-call.js';

export const rescaling: LayerFunction = (call) => {
  const { scale, offset } = call.config as { scale: number; offset: number };
  const { rows, tensor } = inputOf(call);
  return { rows, tensor: tf.add(tf.mul(tensor, scale), offset) };
};

export const activation: LayerFunction = (call) => applyNonlinearity(call.config.activation, inputOf(call));

export const reLU: LayerFunction = (call) => {
  if (call.config.maxValue != null) throw unsupportedModel(call.layer.name, 'is a ReLU with a maximum');
  return applyNonlinearity('relu', inputOf(call));
};

export const leakyReLU: LayerFunction = (call) => {
  const { alpha } = call.config as { alpha: number };
  const { rows, tensor } = inputOf(call);
  return { rows, tensor: tf.leakyRelu(tensor, alpha) };
};

export const reshape: LayerFunction = (call) => {
  // A Flatten layer has no target shape: it makes one axis of all but the first.
  const { targetShape } = call.config as { targetShape?: number[] };
  const { rows, tensor } = inputOf(call);
  const [length, ...rest] = tensor.shape;
  const shape = targetShape ?? [rest.reduce((product, axis) => product * axis, 1)];
  return { rows, tensor: tf.reshape(tensor, [length, ...shape]) };
};

/** Joins activations with the same rows. Others are left to the next layer: a dense layer need not join them at all. */
export const concatenate: LayerFunction = ({ layer, config, inputs }) => {
  const parts = inputs.flatMap((input) => ('parts' in input ? input.parts : [input]));
  const [first] = parts;
  const axis = config.axis as number;
  if (axis !== -1 && axis !== first!.tensor.rank - 1) {
    throw unsupportedModel(layer.name, `concatenates along the axis ${axis}, which is not the last`);
  }
  if (parts.some(({ rows }) => rows !== first!.rows)) return { parts };
  return {
    rows: first!.rows,
    tensor: tf.concat(
      parts.map(({ tensor }) => tensor),
      -1,
    ),
  };
};

const merging =
  (op: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): LayerFunction =>
  (call) =>
    inputsOf(call).reduce((a, b) => combine(op, a, b));

export const multiply = merging(tf.mul);
export const add = merging(tf.add);
