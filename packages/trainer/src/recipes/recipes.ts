import { adderBest } from './adder-best.js';
import { adderFast } from './adder-fast.js';
import { adderSmall } from './adder-small.js';
import { addition } from './addition.js';
import { cnn3x3 } from './cnn-3x3.js';
import { cnn5x5 } from './cnn-5x5.js';
import { embeddingConcat } from './embedding-concat.js';
import { exactBest } from './exact-best.js';
import { exactFast } from './exact-fast.js';
import { exactSmall } from './exact-small.js';
import { identityAdder } from './identity-adder.js';
import { mlp12864 } from './mlp-128-64.js';
import { mlp490 } from './mlp-490.js';
import { oneEpoch } from './one-epoch.js';
import { recipeSchema, type Recipe } from '../recipe/recipe.js';
import { stackedSum } from './stacked-sum.js';

/** All recipes, the default one first: our own, then those of the reference systems. */
const ALL = [
  adderFast,
  exactFast,
  adderSmall,
  exactSmall,
  adderBest,
  exactBest,
  oneEpoch,
  addition,
  identityAdder,
  stackedSum,
  embeddingConcat,
  mlp490,
  mlp12864,
  cnn3x3,
  cnn5x5,
];

/** The ids of all recipes, the default one first. */
export const RECIPE_IDS: readonly string[] = ALL.map((recipe) => recipe.id);

/** The recipe with an id, with its defaults filled in; `undefined` if there is none. */
export function findRecipe(id: string): Recipe | undefined {
  const recipe = ALL.find((candidate) => candidate.id === id);
  return recipe && recipeSchema.parse(recipe);
}
