import { expect, test } from 'vitest';
import { momentsOf, whiten } from './normal-distribution.js';

test('the moments of four vectors', () => {
  const vectors = [
    [0, 0],
    [2, 0],
    [2, 4],
    [4, 4],
  ].map((vector) => Float64Array.from(vector));
  expect(momentsOf(vectors, 2)).toEqual({
    count: 4,
    mean: Float64Array.of(2, 2),
    scatter: Float64Array.of(8, 8, 8, 16),
  });
});

test('whitening is the inverse of the Cholesky factor', () => {
  // Its factor is [[2, 0, 0], [1, 3, 0], [4, 2, 5]].
  const whitening = whiten(Float64Array.of(4, 2, 8, 2, 10, 10, 8, 10, 45));
  const expected = [1 / 2, -1 / 6, 1 / 3, (-4 / 2 + 2 / 6) / 5, -2 / 15, 1 / 5];
  expect(whitening).toHaveLength(6);
  whitening.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 12);
  });
});
