import type { DigitSet } from '../src/index.js';

/** Makes images that hold their number in their first three pixels, so that each can be recognised in a batch. */
export function numberedDigits(size: number): DigitSet {
  const images = new Uint8Array(size * 784);
  for (let index = 0; index < size; index++) images.set([index >> 16, index >> 8, index], index * 784);
  return { images, labels: Uint8Array.from({ length: size }, (_, index) => labelOf(index)), size };
}

/** The label that `numberedDigits` gives to an image. */
export function labelOf(number: number): number {
  return (number * 7) % 10;
}

/** Reads the numbers from images of `numberedDigits`. */
export function numbersOf(images: Uint8Array): number[] {
  return Array.from({ length: images.length / 784 }, (_, row) => {
    const [high, middle, low] = images.subarray(row * 784, row * 784 + 3);
    return (high! << 16) | (middle! << 8) | low!;
  });
}
