/**
 * Recipes and their settings, without TensorFlow.js.
 *
 * @module @mnist-adder/trainer/recipes
 */

// The built-in recipes.
export { findRecipe, RECIPE_IDS, type RecipeId } from './recipes.js';

// A recipe of your own, or a built-in one with other settings.
export { parseRecipe } from '../recipe/change-settings.js';
export { withSettings, type PartialSettings, type RecipeSettingsInput } from './with-settings.js';

// A recipe as plain JSON.
export type { Recipe, RecipeInput, ReportedAccuracy } from '../recipe/recipe.js';
export type {
  DigitsTaskSettings,
  ImageSumsTaskSettings,
  PairsTaskSettings,
  TaskSettings,
  TaskSettingsInput,
} from '../task/settings.js';
export type { LossWeights } from '../task/loss-weights.js';
export type {
  AugmentationRecipe,
  AugmentationRecipeInput,
  DistillationSettings,
  ElasticRecipe,
  TrainingSettings,
  TrainingSettingsInput,
} from '../recipe/training-settings.js';
export type {
  AdamSettings,
  OptimizerSettings,
  OptimizerSettingsInput,
  RmspropSettings,
  SgdSettings,
} from '../recipe/optimizer-settings.js';
export type {
  ConstantRate,
  CosineRate,
  LearningRateSettings,
  LearningRateSettingsInput,
  OneCycleRate,
  StepRate,
} from '../recipe/learning-rate-settings.js';
export type { WithDefaults } from '../recipe/with-defaults.js';

// What can go wrong.
export { TrainerError, type TrainerErrorCode } from '../trainer-error.js';
