import { variableOf } from '@mnist-adder/model/internal';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { createStepCounter, disposeAll } from './optimizers/optimizer.js';

/** Moving averages of a model's weights. */
export interface WeightAverages {
  /** The averages and the count of their steps: what a checkpoint holds besides the weights. */
  readonly variables: readonly tf.Variable[];
  /** Moves the averages towards the current weights, in plain ops. */
  update(): void;
  /** Gives the weights the averages' values. */
  adopt(): void;
  /** Gives the weights the averages' values while `use` runs. */
  during<T>(use: () => Promise<T>): Promise<T>;
  /** Frees the averages. */
  dispose(): void;
}

/**
 * Averages the weights of a model exponentially, starting from its initial weights: a ← a + (1 − d)·(w − a). In step t, from 0, d is the
 * minimum of the decay and (1 + t) / (10 + t), so that the initial weights are soon forgotten (as in TensorFlow's
 * `ExponentialMovingAverage`).
 *
 * The moving statistics of batch normalisation are averaged too, so that they belong to the averaged weights. Weights that are not
 * trained, such as the matrix of an exact head, are left alone.
 */
export function createWeightAverages(model: LayersModel, decay: number): WeightAverages {
  const weights = model.layers
    .filter(({ trainable }) => trainable)
    .flatMap((layer) => layer.weights)
    .map(variableOf);
  const averages = weights.map((weight) =>
    tf.tidy(() => tf.variable(tf.clone(weight), false, `${weight.name}/average`)),
  );
  const steps = createStepCounter('average_steps', weights);
  const variables = [steps, ...averages];
  const adopt = () => {
    weights.forEach((weight, i) => {
      weight.assign(averages[i]!);
    });
  };
  return {
    variables,
    update() {
      const rest = tf.sub(1, tf.minimum(decay, tf.div(tf.add(steps, 1), tf.add(steps, 10))));
      steps.assign(tf.add(steps, 1));
      weights.forEach((weight, i) => {
        const average = averages[i]!;
        average.assign(tf.add(average, tf.mul(tf.sub(weight, average), rest)));
      });
    },
    adopt,
    async during(use) {
      // Clones share the elements: the weights come back to the last bit, and nothing is copied.
      const own = weights.map((weight) => tf.clone(weight));
      adopt();
      try {
        return await use();
      } finally {
        weights.forEach((weight, i) => {
          weight.assign(own[i]!);
        });
        tf.dispose(own);
      }
    },
    dispose: () => {
      disposeAll(variables);
    },
  };
}
