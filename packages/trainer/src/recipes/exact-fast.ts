import { adderFast } from './adder-fast.js';
import type { RecipeInput } from '../recipe/recipe.js';

/** `adder-fast` with nothing to learn about addition: the sum's distribution is the digit's, shifted by the addend. */
export const exactFast: RecipeInput = {
  id: 'exact-fast',
  summary: 'the same small CNN with exact addition',
  source: 'the network and schedule of adder-fast',
  choices: ['One addend an image: all ten would give the same gradient ten times.'],
  network: { ...adderFast.network, head: { type: 'exact' } },
  task: { type: 'pairs', addends: 'fresh' },
  training: adderFast.training,
};
