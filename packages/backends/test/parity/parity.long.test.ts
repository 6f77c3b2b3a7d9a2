import { RECIPE_IDS } from '@mnist-adder/trainer';
import { compareBackends } from './compare-backends.js';

const everyRecipe = (steps: number) => Object.fromEntries(RECIPE_IDS.map((id) => [id, steps]));

await compareBackends({
  full: everyRecipe(50),
  slow: {
    // It takes two steps to compare gradients and the optimizer.
    cpu: everyRecipe(2),
    // SwiftShader takes seconds to compile the kernels of a recipe. These recipes have most kernels, and channels in multiples of six.
    software: { 'adder-fast': 4, 'mlp-128-64': 10, 'stacked-sum': 6 },
  },
});
