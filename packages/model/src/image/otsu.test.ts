import { expect, test } from 'vitest';
import { otsuThreshold } from './otsu.js';

test('the threshold lies between two groups, of whatever size', () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => (i < 970 ? 0.2 : 0.8) + (i % 10) / 100);
  const threshold = otsuThreshold(values);
  expect(threshold).toBeGreaterThanOrEqual(0.28);
  expect(threshold).toBeLessThanOrEqual(0.8);
});

test('what is not above the least does not count', () => {
  const values = Float32Array.from([0, 0, 0, 0.5, 0.5, 0.9, 0.9]);
  expect(otsuThreshold(values, 0.1)).toBeGreaterThan(0.5);
  expect(otsuThreshold(values, 0.95)).toBe(0.95);
});
