import { expect, test } from 'vitest';
import { mapsOf } from './layer-maps.js';

const layer = (shape: number[]) => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => -i),
});

test('each channel is a map, on the scale of its layer', () => {
  const maps = mapsOf(layer([2, 3, 2]));
  expect(maps.map(({ values }) => Array.from(values))).toEqual([
    [-0, -2, -4, -6, -8, -10],
    [-1, -3, -5, -7, -9, -11],
  ]);
  expect(maps[0]).toMatchObject({ width: 3, height: 2, scale: 11 });
});

test.each([
  [[10], 10, 1],
  [[256], 16, 16],
  [[64], 8, 8],
  [[490], 35, 14],
  [[10, 10], 10, 10],
])('a layer of %j is one map of %i × %i', (shape, width, height) => {
  expect(mapsOf(layer(shape))).toMatchObject([{ width, height }]);
});
