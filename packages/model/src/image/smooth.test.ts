import { expect, test } from 'vitest';
import { smooth } from './smooth.js';

test('a dot is shared with its neighbours, and nothing is lost at the edge', () => {
  const dot = { width: 3, height: 3, values: Float32Array.from([0, 0, 0, 0, 16, 0, 0, 0, 0]) };
  expect([...smooth(dot).values]).toEqual([1, 2, 1, 2, 4, 2, 1, 2, 1]);
  const corner = { width: 2, height: 2, values: Float32Array.from([16, 0, 0, 0]) };
  expect([...smooth(corner).values]).toEqual([9, 3, 3, 1]);
});
