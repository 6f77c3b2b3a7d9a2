import * as tf from '@tensorflow/tfjs-core';

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

/** Creates a variable of zeros beside each weight, for what an optimizer remembers of it. */
export function createSlots(name: string, weights: readonly tf.Variable[]): tf.Variable[] {
  return weights.map((weight) => tf.tidy(() => tf.variable(tf.zerosLike(weight), false, `${weight.name}/${name}`)));
}

/**
 * Creates a variable that counts steps from 0. It counts in the graph, so that a step is a pure function of its state. float32 counts
 * exactly up to 2^24.
 */
export function createStepCounter(name: string, weights: readonly tf.Variable[]): tf.Variable {
  return tf.tidy(() => tf.variable(tf.scalar(0), false, `${weights[0]!.name}/${name}`));
}

/** Frees variables. */
export function disposeAll(variables: readonly tf.Variable[]): void {
  for (const variable of variables) variable.dispose();
}
