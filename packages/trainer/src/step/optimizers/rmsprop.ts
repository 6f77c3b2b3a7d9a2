import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSettings } from '../../recipe/optimizer-settings.js';
import { createSlots, disposeAll, type Optimizer } from './optimizer.js';

/** RMSProp (Hinton 2012), as in PyTorch: s ← ρ·s + (1 − ρ)·g², v ← μ·v + g / (√s + ε), w ← w − lr·v. */
export function createRmsprop(
  { decay, momentum, epsilon }: Extract<OptimizerSettings, { type: 'rmsprop' }>,
  weights: readonly tf.Variable[],
): Optimizer {
  const squares = createSlots('rmsprop_square', weights);
  const velocities = momentum === 0 ? [] : createSlots('rmsprop_velocity', weights);
  const variables = [...squares, ...velocities];
  return {
    variables,
    apply(gradients, learningRate) {
      weights.forEach((weight, i) => {
        const gradient = gradients[weight.name]!;
        const square = squares[i]!;
        // 1 minus the decay as float32 has it, so that both factors add up to 1.
        const mean = tf.add(tf.mul(square, decay), tf.mul(tf.square(gradient), 1 - Math.fround(decay)));
        square.assign(mean);
        let update = tf.div(gradient, tf.add(tf.sqrt(mean), epsilon));
        const velocity = velocities[i];
        if (velocity !== undefined) {
          update = tf.add(tf.mul(velocity, momentum), update);
          velocity.assign(update);
        }
        weight.assign(tf.sub(weight, tf.mul(update, learningRate)));
      });
    },
    dispose: () => {
      disposeAll(variables);
    },
  };
}
