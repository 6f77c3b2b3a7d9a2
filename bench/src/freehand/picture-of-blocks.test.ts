import { prepareImage } from '@mnist-adder/model';
import { expect, test } from 'vitest';
import { pictureOfBlocks } from './picture-of-blocks.js';

test('a bar of blocks is a bar in the picture, and in what a network sees of it', () => {
  const picture = pictureOfBlocks(Array.from({ length: 64 }, (_, i) => (i % 8 === 3 || i % 8 === 4 ? 16 : 0)));
  const at = (x: number, y: number) => picture.data[4 * (y * picture.width + x)];
  expect([picture.width, picture.height]).toEqual([160, 160]);
  expect(at(80, 80)).toBe(0);
  expect(at(20, 80)).toBe(255);
  expect(at(80, 4)).toBe(255);
  const seen = prepareImage(picture);
  expect(seen[14 * 28 + 14]).toBeGreaterThan(200);
  expect(seen[14 * 28 + 4]).toBe(0);
});
