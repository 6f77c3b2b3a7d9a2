import { expect, test } from 'vitest';
import { dilate, strokeWidth, widenThinStrokes } from './stroke-width.js';

const image = (width: number, height: number, at: (x: number, y: number) => boolean) => ({
  ...{ width, height },
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

test('thin strokes are widened, usual ones are not', () => {
  const line = (wide: number) => image(wide, 80, () => true);
  expect(widenThinStrokes(line(8), 20)).toEqual(line(8));
  const widened = widenThinStrokes(line(2), 20);
  const middle = [...widened.values.subarray(40 * widened.width, 41 * widened.width)];
  const ink = middle.reduce((sum, value) => sum + value, 0);
  expect(ink).toBeGreaterThan(6);
  expect(ink).toBeLessThan(11);
});
