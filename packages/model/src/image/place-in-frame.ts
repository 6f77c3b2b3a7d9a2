import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import type { GreyImage } from './grey-image.js';

/**
 * Where MNIST's digits have their centre of mass, from the first pixel's middle. They were shifted by whole pixels: in all 60,000
 * training images it lies from 13.48 to 14.50, across and down, and at 14.0 on average.
 */
const CENTRE = IMAGE_SIDE / 2;

/**
 * Lays a digit into 28 × 28, whole pixels to the side, such that its centre of mass comes nearest to MNIST's.
 *
 * @param digit at most 28 × 28, 0..1.
 * @returns [784], 0..255, row by row.
 */
export function placeInFrame({ width, height, values }: GreyImage): Uint8Array {
  let [mass, x, y] = [0, 0, 0];
  values.forEach((value, i) => {
    mass += value;
    x += value * (i % width);
    y += value * Math.floor(i / width);
  });
  const offset = (moment: number, length: number) =>
    Math.min(IMAGE_SIDE - length, Math.max(0, Math.round(CENTRE - moment / mass)));
  const [left, top] = [offset(x, width), offset(y, height)];
  const pixels = new Uint8Array(IMAGE_PIXELS);
  values.forEach((value, i) => {
    pixels[(top + Math.floor(i / width)) * IMAGE_SIDE + left + (i % width)] = Math.round(255 * value);
  });
  return pixels;
}
