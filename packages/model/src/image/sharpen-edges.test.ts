import { expect, test } from 'vitest';
import { sharpenEdges } from './sharpen-edges.js';

const ramp = (length: number) => ({
  ...{ width: length, height: 1 },
  values: Float32Array.from({ length }, (_, x) => (x < length - 4 ? 1 : (length - x - 1) / 4)),
});

test('an image as coarse as its target stays as it is', () => {
  expect(sharpenEdges(ramp(20), 20)).toEqual(ramp(20));
});

test('the edges of a fine one get steeper about the middle', () => {
  expect([...sharpenEdges(ramp(80), 20).values.subarray(76)]).toEqual([1, 0.5, 0, 0]);
});
