import type { Box } from './grey-image.js';

/** A place in an image, in pixels from its left and upper edge. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A straight line that runs nearly across or nearly down. */
export interface Line {
  /** Whether the line runs down instead of across. */
  readonly isDown: boolean;
  /** Place of each end, the left or the upper one first. */
  readonly ends: readonly [Place, Place];
}

/** Length of a line in pixels. */
export const lengthOf = ({ ends: [a, b] }: Line): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Where a line begins and ends along its direction: columns of a line across, rows of a line down. */
export const alongOf = ({ ends: [a, b], isDown }: Line): readonly [from: number, to: number] =>
  isDown ? [a.y, b.y] : [a.x, b.x];

/** The distance from a place to a line. */
export function distanceTo({ x, y }: Place, { ends: [a, b] }: Line): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
}

/** The place at which a line across and a line down would cross if both were long enough. */
export function crossingOf({ ends: [a, b] }: Line, { ends: [c, d] }: Line): Place {
  const [rise, run] = [(b.y - a.y) / (b.x - a.x), (d.x - c.x) / (d.y - c.y)];
  const y = (a.y + rise * (c.x - run * c.y - a.x)) / (1 - rise * run);
  return { x: c.x + run * (y - c.y), y };
}

/** Whether two lines have the same direction and about the same ends along it. */
export function isParallel(line: Line, other: Line): boolean {
  const [[a, b], [c, d]] = [alongOf(line), alongOf(other)];
  return line.isDown === other.isDown && Math.abs(a - c) + Math.abs(b - d) <= 0.2 * (b - a);
}

/** The box around the ends of some lines. */
export function boxAround(lines: readonly Line[]): Box {
  const ends = lines.flatMap((line) => line.ends);
  const [left, top] = [Math.min(...ends.map(({ x }) => x)), Math.min(...ends.map(({ y }) => y))];
  return {
    left,
    top,
    width: Math.max(...ends.map(({ x }) => x)) - left,
    height: Math.max(...ends.map(({ y }) => y)) - top,
  };
}

/** Whether a box is in another one, or sticks out of it by at most `tolerance` pixels. */
export const isInside = (inner: Box, outer: Box, tolerance = 0): boolean =>
  inner.left >= outer.left - tolerance &&
  inner.top >= outer.top - tolerance &&
  inner.left + inner.width <= outer.left + outer.width + tolerance &&
  inner.top + inner.height <= outer.top + outer.height + tolerance;

/** Whether a line keeps more than `gap` pixels away from a box. */
export function isApart({ ends: [a, b] }: Line, { left, top, width, height }: Box, gap: number): boolean {
  return (
    Math.max(a.x, b.x) < left - gap ||
    Math.min(a.x, b.x) > left + width + gap ||
    Math.max(a.y, b.y) < top - gap ||
    Math.min(a.y, b.y) > top + height + gap
  );
}
