import { exactSmall } from './exact-small.js';
import type { RecipeInput } from './recipe.js';

/** `exact-small`, taught by others of its kind. */
export const exactBest: RecipeInput = {
  id: 'exact-best',
  summary: 'the most accurate: exact-small, taught by models of exact-small',
  source: 'the network and schedule of exact-small; distillation as in Hinton, Vinyals & Dean 2015',
  choices: ['The committed results are of two teachers, exact-small with the seeds 1 and 2.'],
  network: exactSmall.network,
  data: exactSmall.data,
  training: { ...exactSmall.training, distillation: { weight: 0.9, temperature: 2 } },
};
