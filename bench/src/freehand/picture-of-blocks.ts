import type { Picture } from '@mnist-adder/model';
import { interpolate } from '../pictures/interpolate.js';

/** How many blocks a digit has to a side. */
const BLOCKS = 8;

/** What a block that is all ink has. */
const FULL = 16;

/** Pixels to a block. */
const TIMES = 16;

/** Paper around the digit, in blocks. */
const MARGIN = 1;

/** A picture of a digit, dark on white: its blocks enlarged, from one's middle to the next one's in a straight line. */
export function pictureOfBlocks(blocks: readonly number[]): Picture {
  const side = (BLOCKS + 2 * MARGIN) * TIMES;
  const ink = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < BLOCKS && y < BLOCKS ? blocks[y * BLOCKS + x]! / FULL : 0;
  const data = new Uint8ClampedArray(4 * side * side).fill(255);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [x, y] = [(column + 0.5) / TIMES - MARGIN - 0.5, (row + 0.5) / TIMES - MARGIN - 0.5];
      const pixel = 4 * (row * side + column);
      data.fill(255 * (1 - interpolate(ink, x, y)), pixel, pixel + 3);
    }
  }
  return { width: side, height: side, data };
}
