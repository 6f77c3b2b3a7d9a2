import type { GreyImage } from './grey-image.js';

/** Cuts an image down to the rows and columns that have ink; it has some. */
export function cropToInk({ width, height, values }: GreyImage): GreyImage {
  const box = { left: width, right: -1, top: height, bottom: -1 };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (values[y * width + x] === 0) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = y;
    }
  }
  const cropped = { width: box.right - box.left + 1, height: box.bottom - box.top + 1 };
  return {
    ...cropped,
    values: Float32Array.from({ length: cropped.width * cropped.height }, (_, i) => {
      const [x, y] = [i % cropped.width, Math.floor(i / cropped.width)];
      return values[(y + box.top) * width + x + box.left]!;
    }),
  };
}
