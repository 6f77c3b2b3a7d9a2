import { expect, test } from 'vitest';
import { findStraightLines } from './straight-lines.js';

test('lines across and down are found with their ends and their thickness, and without the strokes that cross them', () => {
  const isLine = (x: number, y: number) => Math.abs(y - 40 - 0.05 * x) < 1 && x >= 10 && x < 90;
  const isStroke = (x: number, y: number) => Math.hypot(x - 50, y - 45) < 8;
  const values = Float32Array.from({ length: 10_000 }, (_, i) => {
    const [x, y] = [i % 100, Math.floor(i / 100)];
    return isLine(x, y) || isStroke(x, y) || (x === 95 && y > 5) ? 1 : 0;
  });
  const [across, down] = findStraightLines({ width: 100, height: 100, values }, 0.5);
  expect(across!.isDown).toBe(false);
  expect(across!.ends.map(({ x }) => x)).toEqual([10, 89]);
  expect(across!.thickness).toBe(2);
  expect(across!.pixels.some((pixel) => pixel % 100 === 50)).toBe(false);
  expect(down!.isDown).toBe(true);
  expect(down!.ends.map(({ y }) => y)).toEqual([6, 99]);
});
