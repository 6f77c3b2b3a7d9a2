import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSettings } from '../recipe/recipe.js';
import { createAdamUpdate } from './adam-update.js';

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

/** Makes the optimizer that a recipe asks for, with its slots at zero. */
export function createOptimizer(settings: OptimizerSettings, weights: readonly tf.Variable[]): Optimizer {
  return settings.type === 'adam' ? createAdam(settings, weights) : createSgd(settings, weights);
}

/** A variable of zeros beside each weight. */
function createSlots(name: string, weights: readonly tf.Variable[]): tf.Variable[] {
  return weights.map((weight) => tf.tidy(() => tf.variable(tf.zerosLike(weight), false, `${weight.name}/${name}`)));
}

const disposeAll = (variables: readonly tf.Variable[]) => {
  for (const variable of variables) variable.dispose();
};

/** Adam with bias correction (Kingma & Ba 2015, algorithm 1). */
function createAdam(
  { beta1, beta2, epsilon }: Extract<OptimizerSettings, { type: 'adam' }>,
  weights: readonly tf.Variable[],
): Optimizer {
  const firstMoments = createSlots('adam_m', weights);
  const secondMoments = createSlots('adam_v', weights);
  // Counted in the graph, so that a step is a pure function of its state. float32 counts exactly up to 2^24 steps.
  const steps = tf.tidy(() => tf.variable(tf.scalar(0), false, `${weights[0]!.name}/adam_steps`));
  const variables = [steps, ...firstMoments, ...secondMoments];
  return {
    variables,
    apply(gradients, learningRate) {
      const step = tf.add(steps, 1);
      steps.assign(step as tf.Scalar);
      const correction1 = tf.sub(1, tf.pow(beta1, step));
      const correction2 = tf.sqrt(tf.sub(1, tf.pow(beta2, step)));
      // lr · (m / c1) / (√v / c2 + ε), with what is scalar taken together.
      const rate = tf.div(tf.mul(learningRate, correction2), correction1);
      const scaledEpsilon = tf.mul(correction2, epsilon);
      const update = createAdamUpdate(beta1, beta2);
      weights.forEach((weight, i) => {
        const [first, second] = [firstMoments[i]!, secondMoments[i]!];
        const gradient = gradients[weight.name]!;
        const [w, m, v] = update({ weight, gradient, first, second, rate, epsilon: scaledEpsilon });
        first.assign(m);
        second.assign(v);
        weight.assign(w);
      });
    },
    dispose: () => {
      disposeAll(variables);
    },
  };
}

/** Stochastic gradient descent with PyTorch's momentum: v ← μ·v + g, w ← w − lr·v. */
function createSgd(
  { momentum }: Extract<OptimizerSettings, { type: 'sgd' }>,
  weights: readonly tf.Variable[],
): Optimizer {
  const velocities = momentum === 0 ? [] : createSlots('sgd_velocity', weights);
  return {
    variables: velocities,
    apply(gradients, learningRate) {
      weights.forEach((weight, i) => {
        let update = gradients[weight.name]!;
        const velocity = velocities[i];
        if (velocity !== undefined) {
          update = tf.add(tf.mul(velocity, momentum), update);
          velocity.assign(update);
        }
        weight.assign(tf.sub(weight, tf.mul(update, learningRate)));
      });
    },
    dispose: () => {
      disposeAll(velocities);
    },
  };
}
