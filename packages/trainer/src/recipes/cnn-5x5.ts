import type { RecipeInput } from '../recipe/recipe.js';

/** The reference system with two 5×5 convolutions: digits only. */
export const cnn5x5: RecipeInput = {
  id: 'cnn-5x5',
  summary: 'digits only: two 5×5 convolutions, dropout 0.5',
  source: 'the reference system cnn-5x5: a student notebook in PyTorch',
  choices: [
    '32 and 64 filters without padding and a hidden layer of 1,024: the source gives no widths.',
    'The dropout comes between the two fully connected layers: the source does not say where.',
    'The source trains on all 60,000 images; 5,000 are held out here, so that nothing is chosen on the test set.',
  ],
  reported: [{ measure: 'digit', accuracy: 0.992, dataset: 'test' }],
  network: {
    backbone: { type: 'small-cnn', filters: [32, 64], kernels: [5, 5], embedding: 1024, dropout: 0.5 },
    head: { type: 'digit' },
  },
  task: { type: 'digits' },
  data: { validation: 5_000 },
  training: {
    epochs: 15,
    batchSize: 100,
    optimizer: { type: 'adam' },
    learningRate: { type: 'constant', rate: 0.0001 },
  },
};
