import { prepareImage } from '@mnist-adder/model';
import { expect, test } from 'vitest';
import { pictureOfOutline } from './picture-of-outline.js';
import type { Outline } from './picture-of-outline.js';

/** Half as wide as it is high, with a hole. */
const ring: Outline = {
  ...{ left: 100, top: -700, width: 350, height: 700 },
  path: 'M100 0L450 0L450 -700L100 -700ZM200 -100L200 -600L350 -600L350 -100Z',
};

test('an outline has its size and place on the pad, and its hole', async () => {
  const picture = await pictureOfOutline(ring, { size: 0.5, across: 1, down: 0 });
  expect([picture.width, picture.height]).toEqual([280, 280]);
  const inked = [...Array(280 * 280).keys()].filter((pixel) => picture.data[4 * pixel]! < 128);
  const [columns, rows] = [inked.map((pixel) => pixel % 280), inked.map((pixel) => Math.floor(pixel / 280))];
  expect([Math.min(...columns), Math.max(...columns)]).toEqual([210, 279]);
  expect([Math.min(...rows), Math.max(...rows)]).toEqual([0, 139]);
  expect(picture.data[4 * (70 * 280 + 245)]).toBe(255);
});

test('a network sees it in the middle, with its hole', async () => {
  const seen = prepareImage(await pictureOfOutline(ring, { size: 0.3, across: 0.9, down: 0.2 }));
  expect(seen[14 * 28 + 14]).toBe(0);
  expect(Math.max(...seen.subarray(14 * 28, 14 * 28 + 14))).toBeGreaterThan(200);
  expect(Math.max(...seen.subarray(14 * 28 + 15, 15 * 28))).toBeGreaterThan(200);
});
