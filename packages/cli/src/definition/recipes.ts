import { recipeSettings } from '@mnist-adder/trainer/internal/recipes';
import { RECIPE_IDS as IDS } from '@mnist-adder/trainer/recipes';

// The build (`vite.config.ts`) replaces this module by the values of its exports.

/** The ids of all recipes, the default one first. */
export const RECIPE_IDS = IDS;

/** The settings of recipes. */
export const SETTINGS = recipeSettings();
