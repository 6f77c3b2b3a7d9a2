import { DIGIT_CLASSES, IMAGE_PIXELS } from '@mnist-adder/dataset';
import { expect, test } from 'vitest';
import { readDigits } from './read-digits.js';

/** Says of an image the digit that its first pixel has, beside the addend 0; beside others, other digits. */
const reader =
  (addends: number, sizes: number[] = []) =>
  (images: Uint8Array, size: number) => {
    sizes.push(size);
    const digit = new Float32Array(size * addends * DIGIT_CLASSES).fill(-9);
    for (let pair = 0; pair < size * addends; pair++) {
      const shown = images[Math.floor(pair / addends) * IMAGE_PIXELS]! + (pair % addends);
      digit[pair * DIGIT_CLASSES + (shown % DIGIT_CLASSES)] = -1;
    }
    return Promise.resolve({ digit });
  };

test.each([1, 10])('reads each image once, in batches, %i answers an image', async (addends) => {
  const images = new Uint8Array(7 * IMAGE_PIXELS);
  const shown = [3, 1, 4, 1, 5, 9, 2];
  shown.forEach((digit, i) => (images[i * IMAGE_PIXELS] = digit));
  const sizes: number[] = [];
  expect([...(await readDigits(reader(addends, sizes), images, { batchSize: 3 }))]).toEqual(shown);
  expect(sizes).toEqual([3, 3, 1]);
});
