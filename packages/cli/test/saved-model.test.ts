import { testSavedModels, TYPICAL_RECIPES } from './saved-models.js';

// All others are in saved-model.long.test.ts.
testSavedModels(TYPICAL_RECIPES);
