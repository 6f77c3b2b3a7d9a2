import type * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSettings } from '../../recipe/optimizer-settings.js';
import { createAdam } from './adam.js';
import type { Optimizer } from './optimizer.js';
import { createRmsprop } from './rmsprop.js';
import { createSgd } from './sgd.js';
import { withDecoupledDecay, withL2 } from './weight-decay.js';

/**
 * Creates the optimizer of a recipe, with its slots at zero.
 *
 * @param weightDecay the weight decay of kernels, at least 0. Default: 0, none.
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
