import { RECIPE_IDS } from '@mnist-adder/trainer';
import { testSavedModels } from './saved-models.js';

testSavedModels(RECIPE_IDS);
