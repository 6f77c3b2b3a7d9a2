import { randomStream } from '@mnist-adder/dataset';
import { expect, test } from 'vitest';
import { numberPicture } from './number-picture.js';

/** A vertical stroke of four pixels. */
const one = Uint8Array.from({ length: 784 }, (_, i) =>
  i % 28 >= 12 && i % 28 < 16 && i >= 4 * 28 && i < 24 * 28 ? 255 : 0,
);

/** The number of runs of ink in the middle row. */
function strokesIn({ width, height, data }: ReturnType<typeof numberPicture>): number {
  const row = (height >> 1) * width;
  const isInk = (x: number) => data[4 * (row + x)]! < 128;
  return Array.from({ length: width }, (_, x) => Number(isInk(x) && !isInk(x - 1))).reduce(
    (sum, start) => sum + start,
    0,
  );
}

test('strokes that stand apart do not touch, and those that overlap are one', () => {
  const apart = numberPicture([one, one, one], [0.05, 0.4], randomStream(1));
  expect(strokesIn(apart)).toBe(3);
  expect(strokesIn(numberPicture([one, one], [-0.06, -0.03], randomStream(1)))).toBe(1);
  expect(numberPicture([one, one, one], [0.05, 0.4], randomStream(1))).toEqual(apart);
});
