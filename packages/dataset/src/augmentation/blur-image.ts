import { IMAGE_PIXELS, IMAGE_SIDE } from '../constants.js';
import { AUGMENTATION_RANGES } from './augmentation-settings.js';

/** The largest standard deviation of a blur, in pixels. */
const MAX_BLUR = AUGMENTATION_RANGES.blur[1];

/** How many standard deviations a Gaussian reaches to either side. */
const REACH = 3;

/**
 * Makes a function that blurs an image in place: `blur(image, deviation)` with a Gaussian of this standard deviation, above 0 and at
 * most 4 pixels. Around the image there is background.
 */
export function createBlur(): (image: Uint8Array, deviation: number) => void {
  const line = new Float64Array(IMAGE_SIDE + 2 * REACH * MAX_BLUR);
  const weights = new Float64Array(REACH * MAX_BLUR + 1);
  const plane = new Float64Array(IMAGE_PIXELS);
  return (image, deviation) => {
    const reach = Math.ceil(REACH * deviation);
    setWeights(weights, reach, deviation);
    plane.set(image);
    line.fill(0);
    for (let row = 0; row < IMAGE_SIDE; row++) blurLine(plane, row * IMAGE_SIDE, 1, line, weights, reach);
    for (let column = 0; column < IMAGE_SIDE; column++) blurLine(plane, column, IMAGE_SIDE, line, weights, reach);
    for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) image[pixel] = Math.round(plane[pixel]!);
  };
}

/** Weights of the pixel itself and of those up to `reach` away. Those of both sides together add up to 1. */
function setWeights(weights: Float64Array, reach: number, deviation: number): void {
  let total = 0;
  for (let away = 0; away <= reach; away++) {
    weights[away] = Math.exp(-(away ** 2) / (2 * deviation ** 2));
    total += (away === 0 ? 1 : 2) * weights[away]!;
  }
  for (let away = 0; away <= reach; away++) weights[away]! /= total;
}

/** Blurs a row or a column, whose pixels are `stride` apart. `line` has zeros outside of what is copied there. */
function blurLine(
  plane: Float64Array,
  start: number,
  stride: number,
  line: Float64Array,
  weights: Float64Array,
  reach: number,
): void {
  let ink = 0;
  for (let i = 0; i < IMAGE_SIDE; i++) ink += line[reach + i] = plane[start + i * stride]!;
  if (ink === 0) return;
  for (let i = 0; i < IMAGE_SIDE; i++) {
    let sum = weights[0]! * line[reach + i]!;
    for (let away = 1; away <= reach; away++) {
      sum += weights[away]! * (line[reach + i - away]! + line[reach + i + away]!);
    }
    plane[start + i * stride] = sum;
  }
}
