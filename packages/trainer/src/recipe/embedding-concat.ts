import type { RecipeInput } from './recipe.js';

/** The reference system whose digit logits are the embedding, and whose addition is one 20 × 19 layer. */
export const embeddingConcat: RecipeInput = {
  id: 'embedding-concat',
  summary: 'ten logits beside the addend, one layer of 20×19 adds',
  source: 'the reference system embedding-concat: a student notebook in PyTorch',
  choices: [
    'The small CNN of adder-fast in front of the ten logits: the source gives no layers.',
    'Adam at 0.001, batches of 64 and 10 epochs: the source gives no optimizer, rate, batch or number of epochs.',
    'What the source reports is taken for the sum: it does not say of which output.',
  ],
  reported: [{ measure: 'sum', accuracy: 0.8819, dataset: 'validation' }],
  network: {
    backbone: { type: 'small-cnn' },
    head: { type: 'linear' },
  },
  data: { pairing: 'fresh', validation: 10_000 },
  training: {
    epochs: 10,
    batchSize: 64,
    optimizer: { type: 'adam' },
    learningRate: { type: 'constant', rate: 0.001 },
    loss: 'mean',
  },
};
