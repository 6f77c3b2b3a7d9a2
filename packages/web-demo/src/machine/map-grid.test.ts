import { expect, test } from 'vitest';
import { rowStrengths } from './map-grid.js';

test('the rows of maps, or of numbers, are as strong as the mean of their magnitudes', () => {
  // Six maps of one pixel stand in two columns.
  expect(rowStrengths([{ shape: [1, 1, 6], values: Float32Array.of(1, 1, -2, 2, 0, 4) }])).toEqual([0.5, 1, 1]);
  // Columns of a network follow each other: four maps in one column.
  const column = { shape: [1, 1, 2], values: Float32Array.of(1, 2) };
  expect(rowStrengths([column, column])).toEqual([0.5, 1, 0.5, 1]);
  const embedding = Float32Array.from({ length: 36 }, (_, i) => Number(i < 6));
  expect(rowStrengths([{ shape: [36], values: embedding }])).toEqual([1, 0, 0, 0, 0, 0]);
});

test('nothing is strong where all is zero', () => {
  expect(rowStrengths([{ shape: [2, 2, 1], values: new Float32Array(4) }])).toEqual([0, 0]);
});
