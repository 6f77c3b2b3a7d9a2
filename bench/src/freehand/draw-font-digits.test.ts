import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import { expect, test } from 'vitest';
import { drawFontDigits } from './draw-font-digits.js';

const bar = { path: 'M0 0L20 0L20 100L0 100Z', left: 0, top: 0, width: 20, height: 100 };
const dash = { path: 'M0 0L100 0L100 20L0 20Z', left: 0, top: 0, width: 100, height: 20 };

test('every digit of every font is drawn, and the same again', async () => {
  const fonts = ['a', 'b'].map((font) => ({ font, outlines: [bar, dash] }));
  const { images, digits } = await drawFontDigits(fonts, 0.3);
  expect(digits).toEqual([0, 1, 0, 1]);
  const middle = (image: number, x: number, y: number) => images[image * IMAGE_PIXELS + y * 28 + x]!;
  expect([middle(2, 14, 6), middle(2, 6, 14)]).toEqual([255, 0]);
  expect([middle(3, 14, 6), middle(3, 6, 14)]).toEqual([0, 255]);
  expect(await drawFontDigits(fonts, 0.3)).toEqual({ images, digits });
});
