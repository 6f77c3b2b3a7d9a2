import { expect, test } from 'vitest';
import { CURVED, fitSurface, heightAt, PLANE } from './surface.js';

const grid = (of: (x: number, y: number) => number, across: (i: number) => number = (i) => (i % 5) / 2 - 1) => {
  const x = Float64Array.from({ length: 25 }, (_, i) => across(i));
  const y = Float64Array.from({ length: 25 }, (_, i) => Math.floor(i / 5) / 2 - 1);
  return { x, y, values: x.map((right, i) => of(right, y[i]!)) };
};
const all = new Uint8Array(25).fill(1);

test.each([
  [PLANE, [0.5, -0.2, 0.1]],
  [CURVED, [0.5, -0.2, 0.1, 0.05, -0.3, 0.2]],
])('a surface of %d numbers comes back', (terms, surface) => {
  const fitted = fitSurface(
    grid((x, y) => heightAt(surface, x, y)),
    all,
    terms,
  );
  surface.forEach((part, i) => {
    expect(fitted![i]).toBeCloseTo(part, 9);
  });
});

test('samples that are not used change nothing', () => {
  const counts = all.map((_, i) => Number(i !== 7));
  const samples = grid((x) => x);
  samples.values[7] = 100;
  expect(fitSurface(samples, counts, PLANE)![1]).toBeCloseTo(1, 9);
});

test('no one plane goes through a line', () => {
  expect(
    fitSurface(
      grid(
        (_, y) => y,
        () => 0,
      ),
      all,
      PLANE,
    ),
  ).toBeUndefined();
});
