import type { RecipeInput } from '../recipe/recipe.js';

/** The default: a small CNN whose embedding meets every addend in each step. */
export const adderFast: RecipeInput = {
  id: 'adder-fast',
  summary: 'small CNN that learns to add; every addend in each step',
  source: 'tuomaso/train_mnist_fast for the network and its schedule, with the twin outputs of identity-adder',
  network: {
    backbone: { type: 'small-cnn' },
    head: { type: 'concat' },
  },
  task: { type: 'pairs', addends: 'all' },
  training: {
    epochs: 3,
    batchSize: 256,
    // Short memories suit a run of a few hundred steps.
    optimizer: { type: 'adam', beta1: 0.7, beta2: 0.9 },
    learningRate: { type: 'one-cycle', peak: 0.01 },
  },
};
