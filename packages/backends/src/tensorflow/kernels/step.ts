import * as tf from '@tensorflow/tfjs-core';
import type { TensorflowKernelBackend } from '../binding.js';
import { floats } from './attributes.js';

/** The step function at 0, the derivative of ReLU, in two ops where tfjs-node takes seven: 1 for x > 0, else 0. */
export function stepAtZero(backend: TensorflowKernelBackend, x: tf.TensorInfo): tf.Tensor {
  const attributes = [floats(backend.binding)];
  return tf.tidy(() =>
    backend.executeSingleOutput('Sign', attributes, [backend.executeSingleOutput('Relu', attributes, [x])]),
  );
}
