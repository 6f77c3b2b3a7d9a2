import type * as tf from '@tensorflow/tfjs-core';

/** Updates weights from gradients, in plain ops that run eagerly or are recorded. */
export interface Optimizer {
  /** Its slots and its step counter: what a checkpoint holds besides the weights. */
  readonly variables: readonly tf.Variable[];
  /**
   * Assigns every weight its next value.
   *
   * @param gradients the gradient of each weight, by the variable's name, in the weight's shape.
   * @param learningRate a scalar.
   */
  apply(gradients: Readonly<Record<string, tf.Tensor>>, learningRate: tf.Scalar): void;
  /** Frees the slots. */
  dispose(): void;
}
