import { adderSmall } from './adder-small.js';
import type { RecipeInput } from '../recipe/recipe.js';

/** `adder-small` with exact addition. */
export const exactSmall: RecipeInput = {
  id: 'exact-small',
  summary: 'adder-small with exact addition',
  source: 'the network and schedule of adder-small',
  choices: ['One addend an image: all ten would give the same gradient ten times.'],
  network: { ...adderSmall.network, head: { type: 'exact' } },
  task: { type: 'pairs', addends: 'fresh' },
  data: adderSmall.data,
  training: adderSmall.training,
};
