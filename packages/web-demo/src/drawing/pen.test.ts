import { expect, test } from 'vitest';
import { penFor } from './pen.js';

const square = (side: number) => [[{ x: 0.5, y: 0.5 }], [{ x: 0.5 + side, y: 0.5 + side / 2 }]];

test('the pen shrinks with a small drawing, down to a dot, and grows with no large one', () => {
  expect([0, 0.05, 0.1, 0.25, 0.5, 0.9, 1.4].map((side) => Number((penFor(square(side)) / 0.085).toFixed(3)))).toEqual([
    0.2, 0.2, 0.2, 0.5, 1, 1, 1,
  ]);
});
