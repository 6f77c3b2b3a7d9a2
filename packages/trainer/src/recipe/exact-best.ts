import { exactSmall } from './exact-small.js';
import type { RecipeInput } from './recipe.js';

/** `exact-small`, trained for longer. */
export const exactBest: RecipeInput = {
  id: 'exact-best',
  summary: 'the most accurate: exact-small, trained for longer',
  source: 'the network and schedule of exact-small',
  network: exactSmall.network,
  data: exactSmall.data,
  training: { ...exactSmall.training, epochs: 30 },
};
