import { expect, test } from 'vitest';
import { distance, isUnusual, logRatios, type Familiarity } from './familiarity.js';

/** Digit d has the log-ratio 5 in place d (the last digit has none), and a standard deviation of 1 in each place. */
const familiarity: Familiarity = {
  means: Array.from({ length: 10 }, (_, digit) => Array.from({ length: 9 }, (_, i) => (i === digit ? 5 : 0))),
  whitening: Array.from({ length: 10 }, () =>
    Array.from({ length: 9 }, (_, row) =>
      Array.from({ length: row + 1 }, (_, column) => Number(row === column)),
    ).flat(),
  ),
  threshold: 9,
};

/** Probabilities with these log-ratios. */
function probabilities(...ratios: number[]): Float32Array {
  const exponentials = Array.from({ length: 10 }, (_, i) => Math.exp(ratios[i] ?? 0));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return Float32Array.from(exponentials, (value) => value / total);
}

test('log-ratios are the logits, less what a softmax ignores', () => {
  const ratios = logRatios((digit) => Math.log(probabilities(1, 2, 3)[digit]!));
  [1, 2, 3, 0, 0, 0, 0, 0, 0].forEach((ratio, i) => {
    expect(ratios[i]).toBeCloseTo(ratio, 5);
  });
});

test('a probability of 0 counts as 1e-30', () => {
  const ratios = logRatios((digit) => (digit === 0 ? 0 : -Infinity));
  expect([...ratios]).toEqual([-Math.log(1e-30), 0, 0, 0, 0, 0, 0, 0, 0]);
});

test('the distance is the Mahalanobis distance to the closest digit', () => {
  expect(distance(familiarity, Float64Array.of(5, 0, 0, 0, 0, 0, 0, 0, 0))).toBe(0);
  expect(distance(familiarity, Float64Array.of(5, 1, 0, 0, 0, 0, 0, 0, 0))).toBe(1);
  expect(distance(familiarity, Float64Array.of(1, 4, 0, 0, 0, 0, 0, 0, 0))).toBe(2);
  // With half the standard deviation, the density is two times as high, and a distance counts twice.
  const narrow = { ...familiarity, whitening: familiarity.whitening.map(([, ...rest]) => [2, ...rest]) };
  expect(distance(narrow, Float64Array.of(6, 0, 0, 0, 0, 0, 0, 0, 0))).toBeCloseTo(4 - 2 * Math.log(2), 12);
});

test('what is far from all digits is unusual, however sure the network is', () => {
  expect(isUnusual(familiarity, probabilities(0, 5))).toBe(false);
  expect(isUnusual(familiarity, probabilities(0, 2.5))).toBe(false);
  expect(isUnusual(familiarity, probabilities(3.5, 3.5))).toBe(true);
  expect(isUnusual(familiarity, probabilities(0, 9))).toBe(true);
});
