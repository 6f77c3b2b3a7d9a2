import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import { expect, test } from 'vitest';
import { nineLooks } from './nine-looks.js';

test('each look has the pixel one further, and what is moved out is lost', () => {
  const images = new Uint8Array(2 * IMAGE_PIXELS);
  images[10 * 28 + 5] = 7;
  images[IMAGE_PIXELS + 27] = 9;
  const inked = (look: Uint8Array, image: number) =>
    [...look.subarray(image * IMAGE_PIXELS, (image + 1) * IMAGE_PIXELS)].flatMap((value, i) =>
      value === 0 ? [] : [[Math.floor(i / 28), i % 28, value]],
    );
  const looks = nineLooks(images);
  expect(looks.map((look) => inked(look, 0))).toEqual([9, 10, 11].flatMap((y) => [4, 5, 6].map((x) => [[y, x, 7]])));
  expect(looks.map((look) => inked(look, 1))).toEqual([
    ...[[], [], [], [[0, 26, 9]], [[0, 27, 9]], []],
    ...[[[1, 26, 9]], [[1, 27, 9]], []],
  ]);
  expect(looks[4]).toEqual(images);
});
