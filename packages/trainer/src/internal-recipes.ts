/**
 * What the other packages of mnist-adder need of recipes and nobody else does. It may change in any release.
 *
 * @module @mnist-adder/trainer/internal/recipes
 */

export { recipeSchema } from './recipe/recipe-schema.js';
export { changeSettings, type SettingChange } from './recipe/change-settings.js';
export { recipeSettings, type RecipeSetting } from './recipe/recipe-settings.js';
