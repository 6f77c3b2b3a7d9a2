import { adderFast } from './adder-fast.js';
import { adderSmall } from './adder-small.js';
import { exactBest } from './exact-best.js';
import type { RecipeInput } from './recipe.js';

/** The head that learns to add, on a backbone that has learned to read. */
export const adderBest: RecipeInput = {
  id: 'adder-best',
  summary: 'the most accurate that learns to add: a head on the backbone of exact-best, and taught by it',
  source: 'the network of exact-best; the head of adder-fast; distillation as in Hinton, Vinyals & Dean 2015',
  choices: [
    'Trained with its backbone, the head makes that a little worse at reading; so the backbone stays as it is.',
  ],
  network: { ...exactBest.network, head: { type: 'concat' } },
  data: { ...exactBest.data, pairing: 'all' },
  training: {
    ...adderSmall.training,
    epochs: 4,
    // On a backbone that stays as it is, the head learns to add better with Adam (docs/accuracy.md).
    optimizer: adderFast.training.optimizer,
    learningRate: adderFast.training.learningRate,
    weightDecay: 0,
    freeze: 'backbone',
    distillation: { weight: 0.9, temperature: 2 },
  },
};
