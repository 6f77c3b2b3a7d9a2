import { exactBest } from './exact-best.js';
import { exactSmall } from './exact-small.js';
import type { RecipeInput } from './recipe.js';

/** The head that learns to add, on a backbone that has learned to read. */
export const adderBest: RecipeInput = {
  id: 'adder-best',
  summary: 'the most accurate that learns to add: begins with the backbone of exact-best',
  source: 'the network of exact-best; the head of adder-fast',
  choices: [
    'Trained with its backbone, the head makes that a little worse at reading; so the backbone stays as it is.',
  ],
  network: { ...exactBest.network, head: { type: 'concat' } },
  data: { ...exactBest.data, pairing: 'all' },
  training: { ...exactSmall.training, epochs: 2, freeze: 'backbone' },
};
