/**
 * Recipes and their settings, without TensorFlow.js.
 *
 * @module @mnist-adder/trainer/recipes
 */

// The built-in recipes.
export { findRecipe, RECIPE_IDS, type RecipeId } from './recipes.js';

// A recipe as plain JSON.
export {
  createRecipeSchema,
  recipeSchema,
  type Recipe,
  type RecipeInput,
  type ReportedAccuracy,
} from '../recipe/recipe.js';
export { changeSettings, parseRecipe, type SettingChange } from '../recipe/change-settings.js';
export { withSettings, type RecipeSettingsInput } from './with-settings.js';
export { recipeSettings, type RecipeSetting } from '../recipe/recipe-settings.js';
export type { LearningRateSettings } from '../recipe/learning-rate-settings.js';
export type { OptimizerSettings } from '../recipe/optimizer-settings.js';
export type { TaskSettings } from '../task/settings.js';

// What can go wrong.
export { TrainerError, type TrainerErrorCode } from '../trainer-error.js';
