import { expect, test } from 'vitest';
import { median, percentile } from './median.js';

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
