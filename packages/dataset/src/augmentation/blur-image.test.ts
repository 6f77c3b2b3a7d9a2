import { expect, test } from 'vitest';
import { createBlur } from './blur-image.js';

const SIDE = 28;
const pixel = (column: number, row: number) => row * SIDE + column;

test('a dot becomes a Gaussian of the standard deviation, in every direction', () => {
  const blur = createBlur();
  for (const deviation of [3, 0.8, 1.5]) {
    const image = new Uint8Array(SIDE * SIDE);
    for (const at of [pixel(13, 14), pixel(14, 14), pixel(13, 13), pixel(14, 13)]) image[at] = 255;
    blur(image, deviation);
    const total = image.reduce((sum, value) => sum + value, 0);
    const variance = image.reduce((sum, value, at) => sum + value * ((at % SIDE) - 13.5) ** 2, 0) / total;
    expect(total / (4 * 255)).toBeCloseTo(1, 1);
    // The dot itself is two pixels wide.
    expect(Math.sqrt(variance - 0.25) / deviation).toBeCloseTo(1, 1);
    for (let away = 0; away < 5; away++) {
      expect(image[pixel(14 + away, 13)]).toBe(image[pixel(13 - away, 13)]);
      expect(image[pixel(13, 14 + away)]).toBe(image[pixel(14 + away, 13)]);
    }
  }
});

test('a small deviation changes nothing, and background comes in at the edges', () => {
  const flat = new Uint8Array(SIDE * SIDE).fill(200);
  createBlur()(flat, 0.1);
  expect(flat.every((value) => value === 200)).toBe(true);
  createBlur()(flat, 1);
  expect(flat[pixel(13, 13)]).toBe(200);
  expect(flat[pixel(0, 13)]).toBeLessThan(150);
});
