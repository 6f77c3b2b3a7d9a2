import { expect, test } from 'vitest';
import { boxOfInk, cropToInk } from './crop-to-ink.js';

const image = { width: 4, height: 3, values: Float32Array.from([0, 0, 0, 0, 0, 0.2, 1, 0, 0, 0, 0.6, 0]) };

test('the rows and columns with ink are what is left', () => {
  expect(cropToInk(image)).toEqual({ width: 2, height: 2, values: Float32Array.from([0.2, 1, 0, 0.6]) });
});

test('a box can be one of what has more ink than that', () => {
  expect(boxOfInk(image, 0.5)).toEqual({ left: 2, top: 1, width: 1, height: 2 });
});
