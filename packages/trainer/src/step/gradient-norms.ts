import * as tf from '@tensorflow/tfjs-core';

/** How long the gradients of weights are, in the Euclidean norm. One that is not finite has no finite norm. */
export interface GradientNorms {
  /** Of each weight's gradient, [weights]. */
  readonly each: tf.Tensor1D;
  /** Of all of them as one vector, a scalar. */
  readonly all: tf.Scalar;
}

/** Measures gradients. Their squares are what Adam and RMSProp calculate anyway, and in a recorded step are calculated once. */
export function gradientNorms(gradients: readonly tf.Tensor[]): GradientNorms {
  const squares = tf.stack(gradients.map((gradient) => tf.sum(tf.square(gradient)))) as tf.Tensor1D;
  return { each: tf.sqrt(squares), all: tf.sqrt(tf.sum(squares)) };
}

/**
 * Shortens gradients that are longer, all together, than the greatest norm; others stay as they are. As PyTorch's
 * `clip_grad_norm_` (Pascanu et al. 2013).
 */
export function clipGradients(
  gradients: Readonly<Record<string, tf.Tensor>>,
  norm: tf.Scalar,
  greatest: number,
): Record<string, tf.Tensor> {
  const factor = tf.minimum(tf.div(greatest, tf.add(norm, 1e-6)), 1);
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, factor)]));
}
