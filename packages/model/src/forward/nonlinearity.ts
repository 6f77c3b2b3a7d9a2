import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from './activation.js';
import { UnsupportedModelError } from './unsupported-model-error.js';

const NONLINEARITIES: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  sigmoid: (x) => tf.sigmoid(x),
  tanh: (x) => tf.tanh(x),
};

/** Applies what a layer calls its activation. */
export function applyNonlinearity(layer: string, name: unknown, { rows, tensor }: Activation): Activation {
  if (name === 'softmax') {
    const logProbabilities = tf.logSoftmax(tensor);
    return { rows, tensor: tf.exp(logProbabilities), logProbabilities };
  }
  const nonlinearity = NONLINEARITIES[String(name)];
  if (nonlinearity === undefined) throw new UnsupportedModelError(layer, `has the unknown activation ${String(name)}`);
  return { rows, tensor: nonlinearity(tensor) };
}
