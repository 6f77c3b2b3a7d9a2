import { testSavedModels } from './saved-models.js';

// One that adds and one that reads digits only. saved-model.long.test.ts has all.
testSavedModels(['adder-fast', 'mlp-490']);
