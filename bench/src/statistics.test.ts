import { expect, test } from 'vitest';
import { median, percentile, percentText, spread } from './statistics.js';

test.each([
  [[3], 3],
  [[5, 1, 2], 2],
  [[4, 1, 2, 10], 3],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

test.each([
  [[3], 0.99, 3],
  [Array.from({ length: 100 }, (_, i) => 100 - i), 0.99, 99],
  [[5, 1, 2, 9], 0.5, 2],
])('of %j a part of %d does not exceed %d', (values, part, expected) => {
  expect(percentile(values, part)).toBe(expected);
});

test('several values have a sample standard deviation, one has none', () => {
  expect(spread([1, 2, 3])).toEqual({ mean: 2, deviation: 1 });
  expect(spread([4])).toEqual({ mean: 4 });
});

test('fractions are written in per cent', () => {
  expect(percentText({ mean: 0.99214, deviation: 0.00042 })).toBe('99.21 ± 0.04');
  expect(percentText({ mean: 0.9 })).toBe('90.00');
});
