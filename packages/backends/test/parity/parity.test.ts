import { compareBackends } from './compare-backends.js';

// Between them, these recipes have most kernels of all. `parity.long.test.ts` compares every recipe.
await compareBackends({
  full: { 'adder-fast': 10, addition: 10, 'cnn-3x3': 10, 'mlp-128-64': 20, 'stacked-sum': 10 },
  slow: {
    // It takes two steps to compare gradients and the optimizer.
    cpu: { 'adder-fast': 2, 'stacked-sum': 2 },
    software: { 'mlp-128-64': 2 },
  },
});
