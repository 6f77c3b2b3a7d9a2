import { RECIPE_IDS } from '@mnist-adder/trainer';
import { testSavedModels, TYPICAL_RECIPES } from './saved-models.js';

testSavedModels(RECIPE_IDS.filter((recipe) => !TYPICAL_RECIPES.includes(recipe)));
