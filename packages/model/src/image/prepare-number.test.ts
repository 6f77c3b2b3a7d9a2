import { imageAt, IMAGE_SIDE } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { beforeAll, expect, test } from 'vitest';
import { boxOfInk, resize } from './grey-image.js';
import type { Picture } from './picture.js';
import { PictureError } from './picture-error.js';
import { prepareImage } from './prepare-image.js';
import { prepareNumber } from './prepare-number.js';

/** Pixels of a picture for each pixel of an image of MNIST. */
const TIMES = 4;
const SIDE = TIMES * IMAGE_SIDE;

let images: Uint8Array[];
beforeAll(async () => {
  const { train } = await readMnist();
  images = Array.from({ length: 40 }, (_, i) => imageAt(train.images, i));
});

/** The ink of an enlarged image. */
const enlarge = (image: Uint8Array) =>
  resize({ width: IMAGE_SIDE, height: IMAGE_SIDE, values: Float32Array.from(image) }, SIDE, SIDE);

/**
 * Images side by side, dark on white.
 *
 * @param gap pixels between the boxes around their ink
 */
function sideBySide(digits: readonly Uint8Array[], gap: number): Picture {
  const width = SIDE * (digits.length + 1);
  const ink = new Float32Array(width * SIDE);
  let left = SIDE / 4;
  for (const digit of digits.map(enlarge)) {
    const box = boxOfInk(digit, 127);
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const at = y * width + left + x - box.left;
        if (digit.values[y * SIDE + x]! > 0) ink[at] = Math.max(ink[at]!, digit.values[y * SIDE + x]!);
      }
    }
    left += box.width + gap;
  }
  const data = new Uint8ClampedArray(4 * width * SIDE);
  ink.forEach((value, i) => {
    data.fill(255 - value, 4 * i, 4 * i + 3)[4 * i + 3] = 255;
  });
  return { width, height: SIDE, data };
}

const meanDifference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

test('one digit gives the bytes of prepareImage', () => {
  for (const image of images) {
    const picture = sideBySide([image], 0);
    const digits = prepareNumber(picture);
    expect(digits.map(({ pixels }) => pixels)).toEqual([prepareImage(picture)]);
  }
});

test('digits come from left to right, each as if it were alone', () => {
  for (let i = 0; i + 3 <= images.length; i += 3) {
    const three = images.slice(i, i + 3);
    const digits = prepareNumber(sideBySide(three, 20));
    expect(digits.length).toBe(3);
    digits.forEach(({ pixels }, j) => {
      // A soft edge more or less may move a digit by a pixel.
      expect(meanDifference(pixels, prepareImage(sideBySide([three[j]!], 0)))).toBeLessThan(22);
    });
    const lefts = digits.map(({ box }) => box.left);
    expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
  }
});

test('a box is where the digit is, in parts of the picture', () => {
  const { width, height, data } = sideBySide([images[0]!, images[1]!], 30);
  for (const { box } of prepareNumber({ width, height, data })) {
    const [left, right] = [Math.round(box.left * width), Math.round((box.left + box.width) * width)];
    const top = Math.round(box.top * height);
    const inkIn = (x: number) =>
      Array.from({ length: Math.round(box.height * height) }, (_, y) => data[4 * ((top + y) * width + x)]! < 127).some(
        Boolean,
      );
    expect([inkIn(left - 2), inkIn(left + 1), inkIn(right - 2), inkIn(right + 1)]).toEqual([false, true, true, false]);
  }
});

test('two zeros that touch are cut apart', () => {
  const zero = images[1]!;
  const [left, right] = prepareNumber(sideBySide([zero, zero], -2));
  expect(meanDifference(left!.pixels, prepareImage(sideBySide([zero], 0)))).toBeLessThan(12);
  expect(meanDifference(right!.pixels, prepareImage(sideBySide([zero], 0)))).toBeLessThan(12);
});

test('a digit whose stroke is broken stays one', () => {
  for (const image of images) {
    const whole = sideBySide([image], 0);
    const { left, width, height } = prepareNumber(whole)[0]!.box;
    if (width * whole.width > 1.1 * height * whole.height) continue;
    const data = whole.data.slice();
    // A white line of two pixels from top to bottom.
    const middle = Math.round((left + width / 2) * whole.width);
    for (let y = 0; y < whole.height; y++)
      data.fill(255, 4 * (y * whole.width + middle), 4 * (y * whole.width + middle + 2));
    expect(prepareNumber({ ...whole, data }).length).toBe(1);
  }
});

test('prepareImage says that there are several digits, and names prepareNumber', () => {
  for (const digits of [2, 3, 5]) {
    for (let i = 0; i + digits <= images.length; i += digits) {
      const picture = sideBySide(images.slice(i, i + digits), 20);
      const message =
        'sum.png shows several digits: draw one digit, or find the digits of a number with prepareNumber.';
      expect(() => prepareImage(picture, 'sum.png')).toThrow(PictureError);
      expect(() => prepareImage(picture, 'sum.png')).toThrow(message);
    }
  }
});

test('a blank picture has no number', () => {
  const data = new Uint8ClampedArray(4 * 30 * 20).fill(255);
  expect(() => prepareNumber({ width: 30, height: 20, data }, 'sum.png')).toThrow('sum.png is blank');
});
