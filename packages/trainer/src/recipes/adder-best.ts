import { adderFast } from './adder-fast.js';
import { adderSmall } from './adder-small.js';
import { exactBest } from './exact-best.js';
import type { RecipeInput } from '../recipe/recipe.js';

/** A head that learns to add, on a backbone that has learned to read. */
export const adderBest: RecipeInput = {
  id: 'adder-best',
  summary: 'the most accurate that learns to add: a new head on the frozen backbone of exact-best, its teacher',
  source: 'the network of exact-best; the head of adder-fast; distillation as in Hinton, Vinyals & Dean 2015',
  choices: ['The backbone is frozen: training it together with the head makes it slightly worse at reading digits.'],
  network: { ...exactBest.network, head: { type: 'concat' } },
  task: { type: 'pairs', addends: 'all' },
  data: exactBest.data,
  training: {
    ...adderSmall.training,
    epochs: 4,
    // On a frozen backbone the head learns to add better with Adam (docs/accuracy.md).
    optimizer: adderFast.training.optimizer,
    learningRate: adderFast.training.learningRate,
    weightDecay: 0,
    freeze: 'backbone',
    distillation: { weight: 0.9, temperature: 2 },
  },
};
