import { expect, test } from 'vitest';
import type { GreyImage } from './grey-image.js';
import { dilate, erode, normaliseStrokeWidth, strokeWidth } from './stroke-width.js';

const image = (width: number, height: number, at: (x: number, y: number) => boolean): GreyImage => ({
  width,
  height,
  values: Float32Array.from({ length: width * height }, (_, i) => Number(at(i % width, Math.floor(i / width)))),
});

test.each([2, 4, 8])('a ring of width %d', (wide) => {
  const ring = image(80, 80, (x, y) => Math.abs(Math.hypot(x - 40, y - 40) - 30) <= wide / 2);
  expect(Math.abs(strokeWidth(ring) - wide)).toBeLessThan(0.35 * wide);
});

test('nothing has no strokes', () => {
  expect(strokeWidth(image(3, 3, () => false))).toBe(0);
});

test('a dot grows to a disc of the radius, and the image with it', () => {
  const dot = dilate(
    image(1, 1, () => true),
    2,
  );
  expect(dot).toMatchObject({ width: 5, height: 5 });
  expect([...dot.values.subarray(10, 15)]).toEqual([0.5, 1, 1, 1, 0.5]);
  expect(dot.values[0]).toBe(0);
});

test('what is inside of a disc stays, and its rim goes', () => {
  const eroded = erode(
    image(5, 5, () => true),
    1,
  );
  expect([...eroded.values.subarray(5, 10)]).toEqual([0.5, 1, 1, 1, 0.5]);
  expect(Math.max(...eroded.values.subarray(0, 5))).toBe(0.5);
});

const inkAcross = ({ width, height, values }: GreyImage) => {
  const row = Math.floor(height / 2) * width;
  return values.subarray(row, row + width).reduce((sum, value) => sum + value, 0);
};

test('thin strokes are widened, usual ones are not', () => {
  const line = (wide: number) => image(wide, 80, () => true);
  expect(normaliseStrokeWidth(line(8), 20)).toEqual(line(8));
  const widened = inkAcross(normaliseStrokeWidth(line(2), 20));
  expect(widened).toBeGreaterThan(7);
  expect(widened).toBeLessThan(12);
});

test('thick strokes are thinned, and the hole that they leave grows', () => {
  const ring = image(80, 80, (x, y) => Math.abs(Math.hypot(x - 39.5, y - 39.5) - 22) < 17);
  const hole = ({ values }: GreyImage) => values.subarray(40 * 80, 41 * 80).lastIndexOf(0, 50) - 30;
  expect(inkAcross(normaliseStrokeWidth(ring, 20))).toBeLessThan(0.5 * inkAcross(ring));
  expect(hole(normaliseStrokeWidth(ring, 20))).toBeGreaterThan(hole(ring));
});

test('of a blot something is left', () => {
  const blot = normaliseStrokeWidth(
    image(80, 80, () => true),
    20,
  );
  expect(Math.max(...blot.values)).toBe(1);
});

test('a thin stroke beside a thick one is not lost', () => {
  const flag = image(80, 80, (x, y) => (x < 6 && y < 80) || (y < 40 && x > 30));
  expect(normaliseStrokeWidth(flag, 20)).toBe(flag);
});
