import * as tf from '@tensorflow/tfjs-core';
import type { NetworkWeight } from './network.js';

/** The variable that holds a layer's weight: what gradients are taken of and what is assigned. `model.weights.map(variableOf)` */
export function variableOf(weight: NetworkWeight): tf.Variable {
  const value = weight.read();
  if (!isVariable(value)) throw new TypeError(`TensorFlow.js keeps the weight ${weight.originalName} in no variable.`);
  return value;
}

const isVariable = (value: tf.Tensor): value is tf.Variable => value instanceof tf.Variable;
