import type * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSettings } from '../recipe/optimizer-settings.js';
import { createAdam } from './optimizers/adam.js';
import { createRmsprop } from './optimizers/rmsprop.js';
import { createSgd } from './optimizers/sgd.js';
import { withDecoupledDecay, withL2 } from './optimizers/weight-decay.js';

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

/**
 * Makes the optimizer that a recipe asks for, with its slots at zero.
 *
 * @param weightDecay of kernels, at least 0. Default: 0, none.
 */
export function createOptimizer(
  settings: OptimizerSettings,
  weights: readonly tf.Variable[],
  weightDecay = 0,
): Optimizer {
  const optimizer = withoutDecay(settings, weights);
  if (weightDecay === 0) return optimizer;
  return (settings.type === 'adamw' ? withDecoupledDecay : withL2)(optimizer, weights, weightDecay);
}

function withoutDecay(settings: OptimizerSettings, weights: readonly tf.Variable[]): Optimizer {
  switch (settings.type) {
    case 'adam':
    case 'adamw':
      return createAdam(settings, weights);
    case 'sgd':
      return createSgd(settings, weights);
    case 'rmsprop':
      return createRmsprop(settings, weights);
  }
}
