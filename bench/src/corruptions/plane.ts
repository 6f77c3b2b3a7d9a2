import { IMAGE_PIXELS, IMAGE_SIDE, type RandomStream } from '@mnist-adder/dataset';
import { byte, eachImage, type Corruption } from './corruption.js';

/** An image as real numbers, [784], 0 for black and 1 for white. */
export type Plane = Float64Array;

/** A new plane whose values are computed from their column and row. */
export const plane = (valueAt: (column: number, row: number) => number): Plane =>
  Float64Array.from({ length: IMAGE_PIXELS }, (_, i) => valueAt(i % IMAGE_SIDE, Math.floor(i / IMAGE_SIDE)));

/** Corrupts images one after the other, as planes. Values outside of 0..1 are clipped. */
export const eachPlane = (change: (image: Plane, stream: RandomStream) => Plane): Corruption['corrupt'] =>
  eachImage((image, stream) => {
    const changed = change(
      Float64Array.from(image, (value) => value / 255),
      stream,
    );
    return Uint8Array.from(changed, (value) => byte(255 * value));
  });

/** The value of a pixel. Outside of the image it is that of the nearest pixel. */
export function nearest(image: Plane, column: number, row: number): number {
  const inside = (place: number) => Math.min(IMAGE_SIDE - 1, Math.max(0, place));
  return image[inside(row) * IMAGE_SIDE + inside(column)]!;
}

/** The value between pixels, interpolated bilinearly. Outside of the image it is 0. */
export function between(image: Plane, column: number, row: number): number {
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const at = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < IMAGE_SIDE && y < IMAGE_SIDE ? image[y * IMAGE_SIDE + x]! : 0;
  const mix = (a: number, b: number, part: number) => a + (b - a) * part;
  return mix(
    mix(at(left, top), at(left + 1, top), column - left),
    mix(at(left, top + 1), at(left + 1, top + 1), column - left),
    row - top,
  );
}

/** Blurs with a Gaussian that reaches four standard deviations to either side. */
export function blurred(image: Plane, deviation: number): Plane {
  const reach = Math.round(4 * deviation);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * deviation ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const along = (source: Plane, right: number, down: number) =>
    plane((column, row) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) {
        const offset = i - reach;
        sum += weights[i]! * nearest(source, column + right * offset, row + down * offset);
      }
      return sum / total;
    });
  return along(along(image, 1, 0), 0, 1);
}
