import type { Drawing, Point } from './drawing.js';
import type { Sheet } from './sheet.js';

/** A seven, in one stroke. */
const SEVEN: readonly Point[] = [
  [0.27, 0.26],
  [0.34, 0.235],
  [0.45, 0.235],
  [0.57, 0.235],
  [0.66, 0.225],
  [0.72, 0.215],
  [0.73, 0.22],
  [0.715, 0.265],
  [0.66, 0.36],
  [0.59, 0.48],
  [0.53, 0.6],
  [0.48, 0.71],
  [0.45, 0.8],
].map(([x, y]) => ({ x: x!, y: y! }));

/** The drawing that the page opens with. */
export const EXAMPLE: Drawing = { type: 'strokes', strokes: [SEVEN], isExample: true };

/** Milliseconds that the example takes to draw itself. */
const DURATION_MS = 1000;

/** The example as far as the pen has come: `part` of the stroke's length, 0..1. */
export function exampleUpTo(part: number): Drawing {
  const lengths = SEVEN.map(({ x, y }, i) => (i === 0 ? 0 : Math.hypot(x - SEVEN[i - 1]!.x, y - SEVEN[i - 1]!.y)));
  let left = part * lengths.reduce((sum, length) => sum + length, 0);
  const stroke: Point[] = [SEVEN[0]!];
  for (let i = 1; i < SEVEN.length && left > 0; i++) {
    const [from, to] = [SEVEN[i - 1]!, SEVEN[i]!];
    const reached = Math.min(1, left / lengths[i]!);
    stroke.push({ x: from.x + reached * (to.x - from.x), y: from.y + reached * (to.y - from.y) });
    left -= lengths[i]!;
  }
  return part >= 1 ? EXAMPLE : { type: 'strokes', strokes: [stroke], isExample: true };
}

/**
 * Opens a sheet with the example, which draws itself once. It is there at once as soon as the user does anything, and for users who want
 * little motion.
 */
export function drawExample(
  sheet: Sheet,
  page: Pick<Window, 'requestAnimationFrame' | 'matchMedia'> & EventTarget,
): void {
  if (page.matchMedia('(prefers-reduced-motion: reduce)').matches) {
    sheet.open(EXAMPLE);
    return;
  }
  const carryOn = sheet.open(exampleUpTo(0));
  let [start, isOver] = [0, false];
  const show = (part: number) => {
    if (isOver) return;
    isOver = part >= 1;
    carryOn(() => exampleUpTo(part));
    if (!isOver) return;
    for (const input of INPUTS) page.removeEventListener(input, finish, true);
  };
  const finish = () => {
    show(1);
  };
  for (const input of INPUTS) page.addEventListener(input, finish, true);
  page.requestAnimationFrame(function draw(now) {
    start ||= now;
    const time = Math.min(1, (now - start) / DURATION_MS);
    // A hand starts and ends slowly.
    show(time * time * (3 - 2 * time));
    if (!isOver) page.requestAnimationFrame(draw);
  });
}

/** Anything that a user does. These are heard before what they do. */
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'dragover', 'paste'] as const;
