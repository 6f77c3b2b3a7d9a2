import { expect, test } from 'vitest';
import { percentText, spread } from './spread.js';

test('several values have a sample standard deviation, one has none', () => {
  expect(spread([1, 2, 3])).toEqual({ mean: 2, deviation: 1 });
  expect(spread([4])).toEqual({ mean: 4 });
});

test('fractions are written in per cent', () => {
  expect(percentText({ mean: 0.99214, deviation: 0.00042 })).toBe('99.21 ± 0.04');
  expect(percentText({ mean: 0.9 })).toBe('90.00');
});
