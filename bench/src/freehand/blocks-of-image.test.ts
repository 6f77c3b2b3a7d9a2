import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import { expect, test } from 'vitest';
import { blocksOfImage } from './blocks-of-image.js';

/** An image with a filled rectangle. */
function rectangle([left, top, width, height]: readonly [number, number, number, number]): Uint8Array {
  return Uint8Array.from({ length: IMAGE_PIXELS }, (_, i) => {
    const [x, y] = [i % 28, Math.floor(i / 28)];
    return x >= left && x < left + width && y >= top && y < top + height ? 255 : 0;
  });
}

test('ink that fills its box fills all blocks, wherever it is', () => {
  expect(blocksOfImage(rectangle([4, 4, 20, 20]))).toEqual(Array(64).fill(16));
  expect(blocksOfImage(rectangle([1, 7, 20, 20]))).toEqual(Array(64).fill(16));
});

test('a bar in the middle is in the blocks of the middle, and counted by the pixel', () => {
  const rows = blocksOfImage(rectangle([9, 4, 5, 20]));
  const row = rows.slice(0, 8);
  expect(row).toEqual([0, 0, 0, 16, 16, 0, 0, 0]);
  expect(rows).toEqual(Array(8).fill(row).flat());
});
