import { IMAGE_SIDE } from '@mnist-adder/dataset';
import { interpolate } from '../pictures/interpolate.js';

/** MNIST has a digit's ink in a box of 20 pixels, somewhere near the middle of 28. */
const BOX = 20;
const BLOCKS = 8;
/** Pixels to a side of a block. */
const TIMES = 4;

/**
 * An image as "Optical Recognition of Handwritten Digits" has its own: the ink's box enlarged to 32 × 32 pixels of black and white,
 * of which each block of 4 × 4 is counted.
 *
 * @param image [784], 0..255
 * @returns [64], row by row, 0..16
 */
export function blocksOfImage(image: Uint8Array): number[] {
  const [left, top] = [cornerOf(image, (x) => x), cornerOf(image, (_, y) => y)];
  const at = (column: number, row: number) =>
    column >= 0 && row >= 0 && column < IMAGE_SIDE && row < IMAGE_SIDE ? image[row * IMAGE_SIDE + column]! : 0;
  const blocks = Array<number>(BLOCKS * BLOCKS).fill(0);
  const side = BLOCKS * TIMES;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [x, y] = [column, row].map((pixel) => ((pixel + 0.5) * BOX) / side - 0.5) as [number, number];
      if (interpolate(at, left + x, top + y) < 128) continue;
      blocks[Math.floor(row / TIMES) * BLOCKS + Math.floor(column / TIMES)]!++;
    }
  }
  return blocks;
}

/** Where the box begins that has the ink in its middle, along one axis. */
function cornerOf(image: Uint8Array, along: (x: number, y: number) => number): number {
  const inked = [...image.keys()].filter((i) => image[i]! >= 128);
  const places = inked.map((i) => along(i % IMAGE_SIDE, Math.floor(i / IMAGE_SIDE)));
  return (Math.min(...places) + Math.max(...places) + 1 - BOX) / 2;
}
