import { expect, test } from 'vitest';
import { fitBackground } from './background.js';
import { heightAt } from './surface.js';

const image = (at: (x: number, y: number) => number) => ({
  width: 100,
  height: 80,
  values: Float32Array.from({ length: 8000 }, (_, i) => at(i % 100, Math.floor(i / 100))),
});

test('paper that is lighter at one side is a plane, and what crosses its edge does not tilt it', () => {
  const plane = (x: number, y: number) => 0.5 + 0.003 * x - 0.001 * y;
  const { surface, noise } = fitBackground(image((x, y) => (x > 40 && x < 60 ? 0.1 : plane(x, y))));
  expect(noise).toBeLessThan(0.001);
  for (const [x, y] of [
    [0, 0],
    [50, 40],
    [99, 79],
  ] as const) {
    expect(heightAt(surface, (2 * (x + 0.5)) / 100 - 1, (2 * (y + 0.5)) / 80 - 1)).toBeCloseTo(plane(x, y), 3);
  }
});

test('noise is measured as its standard deviation', () => {
  const waves = fitBackground(image((x, y) => 0.5 + (0.05 * Math.sqrt(3) * ((x * 7919 + y * 104729) % 1000)) / 500));
  expect(waves.noise).toBeGreaterThan(0.03);
  expect(waves.noise).toBeLessThan(0.08);
});

test('pictures of a row, a column or a pixel have one, too', () => {
  for (const [width, height] of [
    [9, 1],
    [1, 9],
    [1, 1],
  ] as const) {
    const values = new Float32Array(width * height).fill(0.7);
    expect(heightAt(fitBackground({ width, height, values }).surface, 0, 0)).toBeCloseTo(0.7, 5);
  }
});

test('dark corners are followed, and a drawing in the middle is not', () => {
  const lens = (x: number, y: number) => 0.9 - 0.1 * ((x / 50 - 1) ** 2 + (y / 40 - 1) ** 2);
  const { surface } = fitBackground(image((x, y) => (Math.hypot(x - 50, y - 40) < 12 ? 0.2 : lens(x, y))));
  expect(Math.abs(heightAt(surface, 0, 0) - 0.9)).toBeLessThan(0.015);
  expect(Math.abs(heightAt(surface, 1, 1) - 0.7)).toBeLessThan(0.015);
});
