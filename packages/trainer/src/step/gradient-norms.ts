import * as tf from '@tensorflow/tfjs-core';

/** Euclidean norms of gradients. A gradient that is not finite has no finite norm. */
export interface GradientNorms {
  /** The norm of each weight's gradient, [weights]. */
  readonly each: tf.Tensor1D;
  /** The norm of all gradients as one vector, a scalar. */
  readonly all: tf.Scalar;
}

/** Measures gradients. Adam and RMSProp need their squares anyway, and a recorded step calculates them once. */
export function gradientNorms(gradients: readonly tf.Tensor[]): GradientNorms {
  const squares = tf.stack(gradients.map((gradient) => tf.sum(tf.square(gradient)))) as tf.Tensor1D;
  return { each: tf.sqrt(squares), all: tf.sqrt(tf.sum(squares)) };
}

/**
 * Scales gradients down if their norm, all together, exceeds the maximum; others stay as they are. Like PyTorch's `clip_grad_norm_`
 * (Pascanu et al. 2013).
 */
export function clipGradients(
  gradients: Readonly<Record<string, tf.Tensor>>,
  norm: tf.Scalar,
  maxNorm: number,
): Record<string, tf.Tensor> {
  const factor = tf.minimum(tf.div(maxNorm, tf.add(norm, 1e-6)), 1);
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, factor)]));
}
