import type { RecipeInput } from '../recipe/recipe.js';

/** The reference system with two narrow hidden layers: digits only. */
export const mlp12864: RecipeInput = {
  id: 'mlp-128-64',
  summary: 'digits only: 784 → 128 → 64 → 10',
  source: 'the reference system mlp-128-64: a student notebook in PyTorch',
  choices: [
    'No momentum: the source gives a rate and no more.',
    'The source trains on all 60,000 images; 5,000 are held out here, so that nothing is chosen on the test set.',
  ],
  reported: [{ measure: 'digit', accuracy: 0.974, dataset: 'test' }],
  network: {
    backbone: { type: 'mlp', hidden: [128, 64] },
    head: { type: 'digit' },
  },
  task: { type: 'digits' },
  data: { validation: 5_000 },
  training: {
    epochs: 15,
    batchSize: 64,
    optimizer: { type: 'sgd' },
    learningRate: { type: 'constant', rate: 0.03 },
  },
};
