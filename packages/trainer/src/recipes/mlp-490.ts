import type { RecipeInput } from '../recipe/recipe.js';

/** The reference system with one wide hidden layer: digits only. */
export const mlp490: RecipeInput = {
  id: 'mlp-490',
  summary: 'digits only: 784 → 490 → 10, leaky ReLU',
  source: 'the reference system mlp-490: a student notebook in PyTorch',
  choices: [
    'A slope of 0.01 for negative numbers, which is PyTorch’s default: the source gives none.',
    'Batches of exactly 30: the source says about 30.',
    'Pixels are normalised with the mean and deviation of MNIST: the source does not say.',
    'The source trains on all 60,000 images; 5,000 are held out here, so that nothing is chosen on the test set.',
  ],
  reported: [{ measure: 'digit', accuracy: 0.978, upTo: 0.9802, dataset: 'test' }],
  network: {
    backbone: { type: 'mlp', hidden: [490], activation: 'leaky-relu' },
    head: { type: 'digit' },
  },
  task: { type: 'digits' },
  data: { validation: 5_000 },
  training: {
    epochs: 18,
    batchSize: 30,
    optimizer: { type: 'sgd', momentum: 0.9 },
    learningRate: { type: 'constant', rate: 0.003 },
  },
};
