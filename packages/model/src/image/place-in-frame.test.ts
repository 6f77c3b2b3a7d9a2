import { expect, test } from 'vitest';
import { placeInFrame } from './place-in-frame.js';

test('the centre of mass, not that of the box, comes to row and column 14', () => {
  const values = new Float32Array(10 * 10);
  values[0] = 0.1;
  values[3 * 10 + 8] = 1;
  const placed = placeInFrame({ width: 10, height: 10, values });
  // It is at (7.27, 2.73) in the box.
  expect(placed[(3 + 11) * 28 + 15]).toBe(255);
  expect(placed[11 * 28 + 7]).toBe(26);
  expect(placed.filter((ink) => ink > 0).length).toBe(2);
});

test('a box stays within the frame, wherever its ink is', () => {
  const values = new Float32Array(20 * 20);
  values[0] = 1;
  expect(placeInFrame({ width: 20, height: 20, values })[8 * 28 + 8]).toBe(255);
});
