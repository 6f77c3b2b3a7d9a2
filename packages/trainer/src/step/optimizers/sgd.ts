import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSettings } from '../../recipe/optimizer-settings.js';
import { createSlots, disposeAll, type Optimizer } from './optimizer.js';

/**
 * Stochastic gradient descent with PyTorch's momentum: v ← μ·v + g, w ← w − lr·v, and with Nesterov's (Sutskever et al. 2013):
 * w ← w − lr·(g + μ·v).
 */
export function createSgd(
  { momentum, nesterov }: Extract<OptimizerSettings, { type: 'sgd' }>,
  weights: readonly tf.Variable[],
): Optimizer {
  const velocities = momentum === 0 ? [] : createSlots('sgd_velocity', weights);
  return {
    variables: velocities,
    apply(gradients, learningRate) {
      weights.forEach((weight, i) => {
        const gradient = gradients[weight.name]!;
        let update = gradient;
        const velocity = velocities[i];
        if (velocity !== undefined) {
          const next = tf.add(tf.mul(velocity, momentum), gradient);
          velocity.assign(next);
          update = nesterov ? tf.add(gradient, tf.mul(next, momentum)) : next;
        }
        weight.assign(tf.sub(weight, tf.mul(update, learningRate)));
      });
    },
    dispose: () => {
      disposeAll(velocities);
    },
  };
}
