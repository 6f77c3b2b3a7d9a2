import { expect, test } from 'vitest';
import { spread } from './spread.js';

test('several values have a sample standard deviation, one has none', () => {
  expect(spread([1, 2, 3])).toEqual({ mean: 2, deviation: 1 });
  expect(spread([4])).toEqual({ mean: 4 });
});
