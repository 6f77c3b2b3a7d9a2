import { ArgumentError } from '@mnist-adder/dataset';
import { checkFields, is } from '@mnist-adder/dataset/internal';
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
import type { Recipe, RecipeInput } from '../recipe/recipe.js';
import { recipeSchema } from '../recipe/recipe-schema.js';
import { stackedSum } from './stacked-sum.js';

/** The ids of all recipes, the default one first: our own, then those of the reference systems. */
export const RECIPE_IDS = [
  'adder-fast',
  'exact-fast',
  'adder-small',
  'exact-small',
  'adder-best',
  'exact-best',
  'one-epoch',
  'addition',
  'identity-adder',
  'stacked-sum',
  'embedding-concat',
  'mlp-490',
  'mlp-128-64',
  'cnn-3x3',
  'cnn-5x5',
] as const;

/** The id of a built-in recipe. */
export type RecipeId = (typeof RECIPE_IDS)[number];

const ALL: Readonly<Record<RecipeId, RecipeInput>> = {
  'adder-fast': adderFast,
  'exact-fast': exactFast,
  'adder-small': adderSmall,
  'exact-small': exactSmall,
  'adder-best': adderBest,
  'exact-best': exactBest,
  'one-epoch': oneEpoch,
  addition: addition,
  'identity-adder': identityAdder,
  'stacked-sum': stackedSum,
  'embedding-concat': embeddingConcat,
  'mlp-490': mlp490,
  'mlp-128-64': mlp12864,
  'cnn-3x3': cnn3x3,
  'cnn-5x5': cnn5x5,
};

/** The recipe with an id, with its defaults filled in; `undefined` if there is none. */
export function findRecipe(id: RecipeId): Recipe;
export function findRecipe(id: string): Recipe | undefined;
export function findRecipe(id: string): Recipe | undefined {
  is.string('id', id);
  return Object.hasOwn(ALL, id) ? recipeSchema.parse(ALL[id as RecipeId]) : undefined;
}

/**
 * The recipe that was given, or the built-in one whose id was given.
 *
 * @throws `ArgumentError` if it is neither.
 */
export function givenRecipe(given: Recipe | RecipeId): Recipe {
  if (typeof given !== 'string') {
    checkFields('recipe', given, {
      id: is.string,
      network: is.object('backbone', 'head'),
      task: is.object('type'),
      data: is.object('validation'),
      training: is.object('epochs', 'batchSize'),
    });
    return given;
  }
  const id: string = given;
  const recipe = findRecipe(id);
  if (recipe !== undefined) return recipe;
  throw new ArgumentError('recipe', `a recipe, or one of ${RECIPE_IDS.join(', ')}`, given);
}
