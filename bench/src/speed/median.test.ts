import { expect, test } from 'vitest';
import { median } from './median.js';

test.each([
  [[3], 3],
  [[5, 1, 2], 2],
  [[4, 1, 2, 10], 3],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});
