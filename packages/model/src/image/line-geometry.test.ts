import { expect, test } from 'vitest';
import { boxAround, crossingOf, distanceTo, isApart, isInside, isParallel, type Line } from './line-geometry.js';

const across: Line = {
  isDown: false,
  ends: [
    { x: 0, y: 10 },
    { x: 40, y: 14 },
  ],
};
const down: Line = {
  isDown: true,
  ends: [
    { x: 20, y: 0 },
    { x: 20, y: 8 },
  ],
};

test('a line across and one down cross where they would if they were longer', () => {
  expect(crossingOf(across, down)).toEqual({ x: 20, y: 12 });
});

test('the distance to a line ends at its ends', () => {
  expect(distanceTo({ x: 23, y: 12 }, down)).toBe(5);
  expect(distanceTo({ x: 17, y: 4 }, down)).toBe(3);
});

test('lines are parallel if they have the same direction and about the same ends', () => {
  const moved = (by: number): Line => ({
    isDown: false,
    ends: [
      { x: by, y: 50 },
      { x: 40 + by, y: 50 },
    ],
  });
  expect([0, 4, 5].map((by) => isParallel(across, moved(by)))).toEqual([true, true, false]);
  expect(isParallel(across, down)).toBe(false);
});

test('boxes are around ends, inside of one another, and apart from lines', () => {
  const box = boxAround([across, down]);
  expect(box).toEqual({ left: 0, top: 0, width: 40, height: 14 });
  expect(isInside({ left: 2, top: 2, width: 39, height: 5 }, box)).toBe(false);
  expect(isInside({ left: 2, top: 2, width: 39, height: 5 }, box, 1)).toBe(true);
  const below = { left: 0, top: 20, width: 5, height: 5 };
  expect([5, 7].map((gap) => isApart(across, below, gap))).toEqual([true, false]);
});
