import { adderFast } from './adder-fast.js';
import { exactFast } from './exact-fast.js';
import { identityAdder } from './identity-adder.js';
import { recipeSchema } from './recipe.js';
import type { Recipe } from './recipe.js';

/** Every recipe, the default one first. */
const ALL = [adderFast, exactFast, identityAdder];

/** The ids of all recipes, the default one first. */
export const RECIPE_IDS: readonly string[] = ALL.map((recipe) => recipe.id);

/** The recipe with an id, its defaults filled in; `undefined` if there is none. */
export function findRecipe(id: string): Recipe | undefined {
  const recipe = ALL.find((candidate) => candidate.id === id);
  return recipe && recipeSchema.parse(recipe);
}
