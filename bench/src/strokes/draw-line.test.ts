import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import { expect, test } from 'vitest';
import { centreLine } from './centre-line.js';
import { drawLine } from './draw-line.js';

/** A bar from (14, 4) to (14, 23), 4 pixels wide. */
const bar = Uint8Array.from({ length: IMAGE_PIXELS }, (_, i) => {
  const [x, y] = [i % 28, Math.floor(i / 28)];
  return x >= 12 && x < 16 && y >= 4 && y < 24 ? 255 : 0;
});

test('the middle of a bar is an upright line', () => {
  const { points, width, height } = centreLine(bar)!;
  expect(height).toBe(1);
  expect(width).toBeLessThan(0.1);
  expect(points.length).toBeGreaterThan(100);
});

test('an image without ink has no line', () => {
  expect(centreLine(new Uint8Array(IMAGE_PIXELS))).toBeUndefined();
});

test('it is drawn as wide, as large and where it is wanted', () => {
  const { width, height, data } = drawLine(centreLine(bar)!, { pen: 0.1, size: 0.5, across: 1, down: 0 });
  const inked = Array.from({ length: width * height }, (_, i) => i).filter((i) => data[4 * i]! < 128);
  const rows = inked.map((i) => Math.floor(i / width));
  const columns = inked.map((i) => i % width);
  expect(Math.min(...rows)).toBe(0);
  // Half of the pad and the pen's round ends.
  expect(Math.abs(Math.max(...rows) - 168)).toBeLessThan(3);
  expect(Math.max(...columns)).toBe(279);
  expect(Math.abs(Math.min(...columns) - 252)).toBeLessThan(12);
});
