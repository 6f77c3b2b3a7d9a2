import { IMAGE_SIDE } from '@mnist-adder/dataset';
import { interpolate } from '../pictures/interpolate.js';
import { thin } from './thin.js';

/** Points along the middle of a digit's strokes; the longer side of the box around them is 1 long. */
export interface CentreLine {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly width: number;
  readonly height: number;
}

/** By how much an image is enlarged before its strokes are thinned: the lines come out smoother. */
const TIMES = 8;

/**
 * Finds where the pen went: the middle of each stroke of an image, [784], 0..255. Undefined where next to nothing is left of it.
 */
export function centreLine(image: Uint8Array): CentreLine | undefined {
  const side = IMAGE_SIDE * TIMES;
  const ink = Uint8Array.from({ length: side * side }, (_, i) =>
    Number(enlarged(image, i % side, Math.floor(i / side)) > 127),
  );
  const { ink: line } = thin({ width: side, height: side, ink });
  const found: { readonly x: number; readonly y: number }[] = [];
  line.forEach((value, i) => {
    if (value === 1) found.push({ x: i % side, y: Math.floor(i / side) });
  });
  const [xs, ys] = [found.map(({ x }) => x), found.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const longer = Math.max(width, height);
  if (!(longer > TIMES)) return undefined;
  return {
    points: found.map(({ x, y }) => ({ x: (x - left) / longer, y: (y - top) / longer })),
    width: width / longer,
    height: height / longer,
  };
}

/** A pixel of the enlarged image. */
function enlarged(image: Uint8Array, column: number, row: number): number {
  const at = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < IMAGE_SIDE && y < IMAGE_SIDE ? image[y * IMAGE_SIDE + x]! : 0;
  return interpolate(at, (column + 0.5) / TIMES - 0.5, (row + 0.5) / TIMES - 0.5);
}
