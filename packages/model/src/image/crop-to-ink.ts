import type { GreyImage } from './grey-image.js';

/** Cuts an image down to the rows and columns that have more ink than this anywhere; some have. */
export function cropToInk(image: GreyImage, least = 0): GreyImage {
  const { left, top, width, height } = boxOfInk(image, least);
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = (y + top) * image.width + left;
    values.set(image.values.subarray(start, start + width), y * width);
  }
  return { width, height, values };
}

/** The rows and columns from the first to the last that have more ink than this anywhere. */
export function boxOfInk({ width, height, values }: GreyImage, least = 0) {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (values[i]! <= least) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}
