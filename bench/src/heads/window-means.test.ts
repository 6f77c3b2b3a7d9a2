import { expect, test } from 'vitest';
import { windowMeans } from './window-means.js';

test('windows follow each other, the last one with what is left', () => {
  expect(windowMeans([1, 2, 3, 4, 9], 2)).toEqual([1.5, 3.5, 9]);
  expect(windowMeans([1, 2], 2)).toEqual([1.5]);
});
