import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from './optimizer.js';

/**
 * Whether a weight is decayed. Kernels are. Biases, and the scales and shifts of batch normalisation, are vectors; they do not make a
 * function steeper, so they need no decay.
 */
const isDecayed = ({ rank }: tf.Variable): boolean => rank > 1;

/** L2 regularisation, as in PyTorch's optimizers: the optimizer gets g + λ·w as the gradient. */
export function withL2(optimizer: Optimizer, weights: readonly tf.Variable[], weightDecay: number): Optimizer {
  return {
    ...optimizer,
    apply(gradients, learningRate) {
      const decayed = weights
        .filter(isDecayed)
        .map((weight) => [weight.name, tf.add(gradients[weight.name]!, tf.mul(weight, weightDecay))] as const);
      optimizer.apply({ ...gradients, ...Object.fromEntries(decayed) }, learningRate);
    },
  };
}

/** Decoupled weight decay (Loshchilov & Hutter 2019), as in PyTorch's AdamW: w ← (1 − lr·λ)·w before the update. */
export function withDecoupledDecay(
  optimizer: Optimizer,
  weights: readonly tf.Variable[],
  weightDecay: number,
): Optimizer {
  return {
    ...optimizer,
    apply(gradients, learningRate) {
      const factor = tf.sub(1, tf.mul(learningRate, weightDecay));
      for (const weight of weights.filter(isDecayed)) weight.assign(tf.mul(weight, factor));
      optimizer.apply(gradients, learningRate);
    },
  };
}
