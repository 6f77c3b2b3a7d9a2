import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from './optimizer.js';

/**
 * Whether a weight is decayed: kernels are. Biases and what scales and shifts a normalised channel are vectors; they do not make a
 * function steeper, so there is nothing to hold down.
 */
const isDecayed = ({ rank }: tf.Variable): boolean => rank > 1;

/** L2 regularisation, as PyTorch's optimizers have it: the optimizer is given g + λ·w for a gradient. */
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

/** Decoupled weight decay (Loshchilov & Hutter 2019), as PyTorch's AdamW has it: w ← (1 − lr·λ)·w before the update. */
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
