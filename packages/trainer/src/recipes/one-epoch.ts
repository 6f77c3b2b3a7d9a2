import type { RecipeInput } from '../recipe/recipe.js';

/** As accurate as one epoch allows. */
export const oneEpoch: RecipeInput = {
  id: 'one-epoch',
  summary: 'one epoch: the fastest way above 99 %',
  source: 'the plan of VGG (Simonyan & Zisserman 2015) in three convolutions; one epoch after tuomaso/train_mnist_fast',
  network: {
    backbone: { type: 'vgg', filters: [16, 48, 64], convolutions: [1, 1, 1] },
    head: { type: 'exact' },
  },
  task: { type: 'pairs', addends: 'fresh' },
  data: { validation: 2000 },
  training: {
    epochs: 1,
    batchSize: 128,
    optimizer: { type: 'adam', beta1: 0.7, beta2: 0.9 },
    learningRate: { type: 'one-cycle', peak: 0.02 },
    labelSmoothing: 0.1,
    averaging: { decay: 0.99 },
    calibrated: true,
  },
};
