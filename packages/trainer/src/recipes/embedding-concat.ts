import type { RecipeInput } from '../recipe/recipe.js';

/** The reference system whose digit logits are the embedding, and whose addition is one 20 × 19 layer. */
export const embeddingConcat: RecipeInput = {
  id: 'embedding-concat',
  summary: 'ten logits beside the addend, one layer of 20×19 adds',
  source: 'the reference system embedding-concat: a student notebook in PyTorch',
  choices: [
    'The network of PyTorch’s first MNIST example in front of the ten logits (10 and 20 filters of 5×5, a layer of 50): the source gives no layers.',
    'Adam at a one-cycle rate up to 0.01, batches of 64 and 40 epochs: the source gives no optimizer, rate, batch or number of epochs. The single layer is slow to learn addition: at a constant 0.001, 44 % of the validation sums were right after 10 epochs (with the network of adder-fast).',
    'What the source reports is taken for the sum: it does not say of which output.',
  ],
  reported: [{ measure: 'sum', accuracy: 0.8819, dataset: 'validation' }],
  network: {
    backbone: { type: 'small-cnn', filters: [10, 20], kernels: [5, 5], embedding: 50 },
    head: { type: 'linear' },
  },
  task: { type: 'pairs', addends: 'fresh' },
  data: { validation: 10_000 },
  training: {
    epochs: 40,
    batchSize: 64,
    optimizer: { type: 'adam' },
    learningRate: { type: 'one-cycle', peak: 0.01 },
    lossWeights: { digit: 0.5, sum: 0.5 },
  },
};
