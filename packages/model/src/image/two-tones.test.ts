import { expect, test } from 'vitest';
import { groundOfTwoTones } from './two-tones.js';

const grey = (at: (x: number, y: number) => number) => ({
  ...{ width: 20, height: 40 },
  values: Float32Array.from({ length: 800 }, (_, i) => at(i % 20, Math.floor(i / 20))),
});

test('the ground is the tone that has more of the edge, though strokes fill the middle', () => {
  const middle = (x: number, y: number) => x > 1 && x < 18 && y > 1 && y < 38;
  expect(groundOfTwoTones(grey((x, y) => (middle(x, y) ? 0.1 : 0.9)))!.surface[0]).toBeCloseTo(0.9, 5);
  expect(groundOfTwoTones(grey((x, y) => (middle(x, y) ? 0.9 : 0.1)))!.surface[0]).toBeCloseTo(0.1, 5);
});

test.each([
  ['one tone', grey(() => 0.5)],
  ['tones that are close', grey((x) => (x < 10 ? 0.5 : 0.6))],
  ['a gradient', grey((x) => x / 20)],
])('%s is not two', (_, image) => {
  expect(groundOfTwoTones(image)).toBeUndefined();
});
