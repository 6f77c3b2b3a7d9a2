import { expect, test } from 'vitest';
import { runName } from './run-name.js';

test('a run is named for what it did', () => {
  const order = { recipe: 'exact-fast', seed: 1, epochs: 3 };
  expect(runName(order, { step: 750, steps: 750 })).toBe('exact-fast, seed 1, 3 epochs');
  expect(runName({ ...order, epochs: 1 }, { step: 250, steps: 250 })).toBe('exact-fast, seed 1, 1 epoch');
  expect(runName(order, { step: 120, steps: 750 })).toBe('exact-fast, seed 1, stopped at step 120 of 750');
});
