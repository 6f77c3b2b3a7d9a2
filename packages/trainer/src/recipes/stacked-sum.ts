import type { RecipeInput } from '../recipe/recipe.js';

/** The reference system whose sum is learned from the digit's distribution with the addend below it as one number. */
export const stackedSum: RecipeInput = {
  id: 'stacked-sum',
  summary: 'LeNet; digit probabilities stacked with the addend as a number',
  source: 'the reference system stacked-sum: a student notebook in PyTorch',
  choices: [
    'Widths of LeNet-5 in the image network, hidden layers of 128 and 64 in the head: the source gives none.',
    'Adam at 0.001 and 20 epochs: the source gives no optimizer, rate or number of epochs.',
    'Pixels are normalised with the mean and deviation of MNIST: the source does not say.',
    'The source trains on all 60,000 images; 5,000 are held out here, so that nothing is chosen on the test set.',
  ],
  reported: [
    { measure: 'digit', accuracy: 0.974, dataset: 'test' },
    { measure: 'sum', accuracy: 0.966, dataset: 'test' },
  ],
  network: {
    backbone: { type: 'lenet' },
    head: { type: 'stacked' },
  },
  task: { type: 'pairs', addends: 'fixed' },
  data: { validation: 5_000 },
  training: {
    epochs: 20,
    batchSize: 128,
    optimizer: { type: 'adam' },
    learningRate: { type: 'constant', rate: 0.001 },
  },
};
