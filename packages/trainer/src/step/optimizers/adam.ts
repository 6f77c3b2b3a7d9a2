import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSettings } from '../../recipe/optimizer-settings.js';
import { createAdamUpdate } from '../adam-update.js';
import type { Optimizer } from './optimizer.js';
import { createSlots, createStepCounter, disposeAll } from './slots.js';

/** Adam with bias correction (Kingma & Ba 2015, algorithm 1). */
export function createAdam(
  { beta1, beta2, epsilon }: Extract<OptimizerSettings, { type: 'adam' | 'adamw' }>,
  weights: readonly tf.Variable[],
): Optimizer {
  const firstMoments = createSlots('adam_m', weights);
  const secondMoments = createSlots('adam_v', weights);
  const steps = createStepCounter('adam_steps', weights);
  const variables = [steps, ...firstMoments, ...secondMoments];
  return {
    variables,
    apply(gradients, learningRate) {
      const step = tf.add(steps, 1);
      steps.assign(step);
      const correction1 = tf.sub(1, tf.pow(beta1, step));
      const correction2 = tf.sqrt(tf.sub(1, tf.pow(beta2, step)));
      // lr · (m / c1) / (√v / c2 + ε), with the scalars combined.
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
