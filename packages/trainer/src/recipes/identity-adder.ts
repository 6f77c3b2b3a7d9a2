import type { RecipeInput } from '../recipe/recipe.js';

/** The reference system with batch normalisation, dropout and a 20-number embedding, as its authors trained it. */
export const identityAdder: RecipeInput = {
  id: 'identity-adder',
  summary: 'three blocks with batch norm, embedding of 20, concat head',
  source: 'the reference system identity-adder: a student notebook in PyTorch',
  choices: [
    'Filters 16, 32 and 32 and a dropout of 0.1: the source gives no widths and no rate.',
    'Hidden layers of 64 in the head: the source gives two fully connected layers and no width.',
    'Adam at 0.001, batches of 128 and 12 epochs: the source gives no optimizer, rate or number of epochs.',
    'The addend of an image is drawn once: the source draws one for each image.',
    'What the source reports is taken for the mean of digit and sum: it does not say of which output.',
  ],
  reported: [{ measure: 'overall', accuracy: 0.9884, dataset: 'test' }],
  network: {
    backbone: { type: 'identity-cnn' },
    head: { type: 'concat' },
  },
  task: { type: 'pairs', addends: 'fixed' },
  training: {
    epochs: 12,
    batchSize: 128,
    optimizer: { type: 'adam' },
    learningRate: { type: 'constant', rate: 0.001 },
  },
};
