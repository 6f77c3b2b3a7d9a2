import * as tf from '@tensorflow/tfjs-core';

/** What an optimizer, or whatever else goes along with the weights, remembers of each of them: a variable of zeros beside it. */
export function createSlots(name: string, weights: readonly tf.Variable[]): tf.Variable[] {
  return weights.map((weight) => tf.tidy(() => tf.variable(tf.zerosLike(weight), false, `${weight.name}/${name}`)));
}

/**
 * A variable that counts steps from 0. It counts in the graph, so that a step is a pure function of its state; float32 counts
 * exactly up to 2^24.
 */
export function createStepCounter(name: string, weights: readonly tf.Variable[]): tf.Variable {
  return tf.tidy(() => tf.variable(tf.scalar(0), false, `${weights[0]!.name}/${name}`));
}

/** Frees variables. */
export function disposeAll(variables: readonly tf.Variable[]): void {
  for (const variable of variables) variable.dispose();
}
