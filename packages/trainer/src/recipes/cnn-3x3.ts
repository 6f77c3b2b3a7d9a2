import type { RecipeInput } from '../recipe/recipe.js';

/** The reference system with two 3×3 convolutions: digits only. */
export const cnn3x3: RecipeInput = {
  id: 'cnn-3x3',
  summary: 'digits only: two 3×3 convolutions, dropout 0.2',
  source: 'the reference system cnn-3x3: a student notebook in PyTorch',
  choices: [
    '32 and 64 filters without padding and a hidden layer of 128: the source gives no widths.',
    'The dropout comes between the two fully connected layers: the source does not say where.',
    'No momentum: the source gives a rate and no more.',
    'The source trains on all 60,000 images; 5,000 are held out here, so that nothing is chosen on the test set.',
  ],
  reported: [{ measure: 'digit', accuracy: 0.987, dataset: 'test' }],
  network: {
    backbone: { type: 'small-cnn', filters: [32, 64], kernels: [3, 3], embedding: 128, dropout: 0.2 },
    head: { type: 'digit' },
  },
  task: { type: 'digits' },
  data: { validation: 5_000 },
  training: {
    epochs: 25,
    batchSize: 64,
    optimizer: { type: 'sgd' },
    learningRate: { type: 'constant', rate: 0.01 },
  },
};
