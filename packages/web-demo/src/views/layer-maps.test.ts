import { expect, test } from 'vitest';
import { layersToSee, mapsOf } from './layer-maps.js';

const layer = (type: string, shape: number[]) => ({
  name: type,
  type,
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => -i),
});

test('each channel is a map, on the scale of its layer', () => {
  const maps = mapsOf(layer('Conv2D', [2, 3, 2]));
  expect(maps.map(({ values }) => [...values])).toEqual([
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
  expect(mapsOf(layer('Dense', shape))).toMatchObject([{ width, height }]);
});

test('layers that only rearrange numbers are left out', () => {
  expect(
    layersToSee([layer('Conv2D', [1]), layer('Flatten', [1]), layer('Reshape', [1])]).map(({ type }) => type),
  ).toEqual(['Conv2D']);
});
