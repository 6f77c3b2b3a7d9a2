import type { GreyImage } from './grey-image.js';

/** How far the triangle reaches, in pixels of an image that shrinks: 1 blurs strokes more than MNIST's are, less than ½ leaves gaps. */
const REACH = 0.75;

/** Makes the longer side so long, the other one in proportion. */
export function resizeToSide(image: GreyImage, side: number): GreyImage {
  const scale = side / Math.max(image.width, image.height);
  const shorter = (length: number) => Math.max(1, Math.round(length * scale));
  return resize(image, shorter(image.width), shorter(image.height));
}

/**
 * Resizes an image, anti-aliased: each pixel is a mean over the pixels that it comes from, weighted by a triangle (bilinear
 * where the image grows).
 */
export function resize(image: GreyImage, width: number, height: number): GreyImage {
  if (width === image.width && height === image.height) return image;
  const wide = resizeRows(image, width);
  const turned = resizeRows(transpose(wide), height);
  return transpose(turned);
}

function resizeRows({ width: from, height, values }: GreyImage, to: number): GreyImage {
  const step = from / to;
  const reach = Math.max(1, REACH * step);
  const result = new Float32Array(to * height);
  for (let x = 0; x < to; x++) {
    const center = (x + 0.5) * step - 0.5;
    const first = Math.max(0, Math.ceil(center - reach));
    const last = Math.min(from - 1, Math.floor(center + reach));
    const weights = Array.from({ length: last - first + 1 }, (_, i) => 1 - Math.abs(first + i - center) / reach);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let y = 0; y < height; y++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * values[y * from + first + i]!;
      result[y * to + x] = sum / total;
    }
  }
  return { width: to, height, values: result };
}

function transpose({ width, height, values }: GreyImage): GreyImage {
  const result = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) result[x * height + y] = values[y * width + x]!;
  }
  return { width: height, height: width, values: result };
}
