import type * as tf from '@tensorflow/tfjs-core';

/** Updates weights from gradients, in plain ops that run eagerly and can be recorded alike. */
export interface Optimizer {
  /** Its slots and its step counter, by name: what a checkpoint has to hold beside the weights. */
  readonly variables: readonly tf.Variable[];
  /**
   * Assigns every weight its next value.
   *
   * @param gradients by the name of the variable, each of its weight's shape.
   * @param learningRate a scalar.
   */
  apply(gradients: Readonly<Record<string, tf.Tensor>>, learningRate: tf.Scalar): void;
  dispose(): void;
}
