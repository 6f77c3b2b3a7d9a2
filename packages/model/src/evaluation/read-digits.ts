import { DIGIT_CLASSES, IMAGE_PIXELS } from '@mnist-adder/dataset';
import { indexOfMax } from '../prediction/index-of-max.js';
import type { PredictEvery } from './predict-every.js';

/**
 * Reads the digit of each of any number of images: the likeliest one; where the model adds, the likeliest beside the addend 0.
 *
 * @param images [n × 784], 0..255
 * @param batchSize how many images are predicted at once; the last batch may be smaller. Default: 500.
 * @returns [n], 0..9
 */
export async function readDigits(
  predictEvery: PredictEvery,
  images: Uint8Array,
  { batchSize = 500 }: { readonly batchSize?: number } = {},
): Promise<Uint8Array> {
  const digits = new Uint8Array(images.length / IMAGE_PIXELS);
  for (let start = 0; start < digits.length; start += batchSize) {
    const size = Math.min(batchSize, digits.length - start);
    const { digit } = await predictEvery(images.subarray(start * IMAGE_PIXELS, (start + size) * IMAGE_PIXELS), size);
    const perImage = digit.length / size;
    for (let i = 0; i < size; i++) digits[start + i] = indexOfMax(digit, i * perImage, DIGIT_CLASSES);
  }
  return digits;
}
