import { exactBest } from './exact-best.js';
import type { RecipeInput } from './recipe.js';

/** The head that learns to add, on a backbone that has learned to read. */
export const adderBest: RecipeInput = {
  id: 'adder-best',
  summary: 'the most accurate that learns to add: a head on the backbone of exact-best, and taught by it',
  source: 'the network of exact-best; the head of adder-fast',
  choices: [
    'Trained with its backbone, the head makes that a little worse at reading; so the backbone stays as it is.',
  ],
  network: { ...exactBest.network, head: { type: 'concat' } },
  data: { ...exactBest.data, pairing: 'all' },
  training: { ...exactBest.training, epochs: 4, freeze: 'backbone' },
};
