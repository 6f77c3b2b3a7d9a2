import type { DigitSet } from '@mnist-adder/dataset';

/** Images that carry their number in their first two pixels, so that each can be recognised in a batch. */
export function numberedDigits(size: number): DigitSet {
  const images = new Uint8Array(size * 784);
  for (let index = 0; index < size; index++) images.set([index >> 8, index], index * 784);
  return { images, labels: Uint8Array.from({ length: size }, (_, index) => labelOf(index)), size };
}

/** What `numberedDigits` labels an image with. */
export const labelOf = (number: number): number => (number * 7) % 10;

/** The numbers that the images of `numberedDigits` carry. */
export const numbersOf = (images: Uint8Array): number[] =>
  Array.from({ length: images.length / 784 }, (_, row) => (images[row * 784]! << 8) | images[row * 784 + 1]!);
