import type { RecipeInput } from '../recipe/recipe.js';

/** Small enough for a web page, and trained on augmented images. */
export const adderSmall: RecipeInput = {
  id: 'adder-small',
  summary: 'small and accurate: a network for web pages, trained on augmented images',
  source: 'the plan of VGG (Simonyan & Zisserman 2015) in four convolutions; momentum as in Sutskever et al. 2013',
  network: {
    backbone: { type: 'vgg', filters: [24, 64, 64], convolutions: [1, 1, 2] },
    head: { type: 'concat' },
  },
  task: { type: 'pairs', addends: 'all' },
  data: { validation: 2000 },
  training: {
    epochs: 12,
    batchSize: 128,
    // With Adam the validation loss is higher by half (docs/accuracy.md).
    optimizer: { type: 'sgd', momentum: 0.9, nesterov: true },
    learningRate: { type: 'one-cycle', peak: 0.05 },
    weightDecay: 0.0005,
    labelSmoothing: 0.1,
    averaging: { decay: 0.999 },
    calibrated: true,
    augmentation: { shift: 2, rotation: 12, scale: [0.85, 1.15], shear: 10 },
  },
};
