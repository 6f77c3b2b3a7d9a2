import { expect, test } from 'vitest';
import { filterMap } from './filter-map.js';

test('each channel of a filter is a tile, with gaps between tiles', () => {
  // 1 × 2 weights for each of 3 channels, and 2 filters.
  const kernel = { shape: [1, 2, 3, 2], values: Float32Array.from({ length: 12 }, (_, i) => i) };
  const { width, height, values, scale } = filterMap(kernel, 1);
  expect({ width, height, scale }).toEqual({ width: 5, height: 3, scale: 11 });
  expect(Array.from(values)).toEqual([1, 7, NaN, 3, 9, NaN, NaN, NaN, NaN, NaN, 5, 11, NaN, NaN, NaN]);
});

test('one channel is one tile', () => {
  const kernel = { shape: [2, 2, 1, 1], values: Float32Array.of(1, 2, 3, 4) };
  expect(filterMap(kernel, 0)).toMatchObject({ width: 2, height: 2, scale: 4 });
});
