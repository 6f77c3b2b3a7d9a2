import { expect, test } from 'vitest';
import { inkShapes } from './augmentation-figure.js';

test('neighbours of one shade are one rectangle, and background is none', () => {
  const image = new Uint8Array(784);
  image.set([255, 255, 128, 255, 3], 28 + 5);
  const shapes = inkShapes(image).map(({ properties, geometry }) => ({
    ink: properties.ink,
    corners: geometry.coordinates.map(([corners]) => [corners![0], corners![2]]),
  }));
  expect(shapes).toEqual([
    {
      ink: 0.5,
      corners: [
        [
          [7, 1],
          [8, 2],
        ],
      ],
    },
    {
      ink: 1,
      corners: [
        [
          [5, 1],
          [7, 2],
        ],
        [
          [8, 1],
          [9, 2],
        ],
      ],
    },
  ]);
});

test('the rectangles cover every pixel of ink once, at the end of a row too', () => {
  const image = Uint8Array.from({ length: 784 }, (_, pixel) => (pixel % 28 > 20 ? 16 * (pixel % 16) : 0));
  const covered = new Set<string>();
  let area = 0;
  for (const { geometry } of inkShapes(image)) {
    for (const [corners] of geometry.coordinates) {
      const [[left, top], , [right]] = corners as [[number, number], unknown, [number]];
      for (let column = left; column < right; column++, area++) covered.add(`${column} ${top}`);
    }
  }
  const inked = image.filter((value) => Math.round((8 * value) / 255) > 0);
  expect(covered.size).toBe(inked.length);
  expect(area).toBe(inked.length);
});
