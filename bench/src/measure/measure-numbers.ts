import { imageAt, IMAGE_PIXELS, randomStream, type DigitSet } from '@mnist-adder/dataset';
import { PictureError, prepareImage, prepareNumber, type Picture, type PredictAllAddends } from '@mnist-adder/model';
import { readDigits } from '@mnist-adder/model/internal';
import type { NumberResult } from '../results/numbers.js';
import { numberPicture } from './number-picture.js';

/** Distances between strokes, as parts of the height of a digit. */
const DISTANCES = { apart: [0.05, 0.4], touching: [-0.06, 0] } as const;

const LENGTHS = [1, 2, 3, 4, 5, 6];

/**
 * Measures how numbers are read that are made of images of digits side by side.
 *
 * @param count number of numbers of each length
 */
export async function measureNumbers(
  predict: PredictAllAddends,
  digits: DigitSet,
  count: number,
): Promise<NumberResult[]> {
  const results: NumberResult[] = [];
  for (const spacing of ['apart', 'touching'] as const) {
    for (const length of LENGTHS.filter((length) => length > 1 || spacing === 'apart')) {
      const stream = randomStream(1, `numbers ${spacing} ${length}`);
      const made = Array.from({ length: count }, () => {
        const indices = Array.from({ length }, () => Math.floor(digits.size * stream.uniform()));
        const images = indices.map((index) => imageAt(digits.images, index));
        const picture = numberPicture(images, DISTANCES[spacing], stream);
        const found = prepareNumber(picture).map(({ pixels }) => pixels);
        return { labels: indices.map((index) => digits.labels[index]!), found, isRefused: isRefused(picture) };
      });
      const read = await readDigits(predict, concatenate(made.flatMap(({ found }) => found)));
      const found = { numbers: 0, counts: 0, digits: 0, refused: 0 };
      let start = 0;
      for (const { labels, found: images, isRefused } of made) {
        const answers = read.subarray(start, (start += images.length));
        found.refused += Number(isRefused);
        if (answers.length !== length) continue;
        const right = labels.filter((label, place) => label === answers[place]).length;
        found.counts++;
        found.numbers += Number(right === length);
        found.digits += right;
      }
      results.push({
        spacing,
        length,
        numberAccuracy: found.numbers / count,
        countAccuracy: found.counts / count,
        digitAccuracy: found.counts === 0 ? 0 : found.digits / (length * found.counts),
        severalDigits: found.refused / count,
      });
    }
  }
  return results;
}

/** Images one after the other, [n × 784]. */
function concatenate(images: readonly Uint8Array[]): Uint8Array {
  const pixels = new Uint8Array(images.length * IMAGE_PIXELS);
  images.forEach((image, i) => {
    pixels.set(image, i * IMAGE_PIXELS);
  });
  return pixels;
}

/** Whether a picture is refused as one of a single digit. */
function isRefused(picture: Picture): boolean {
  try {
    prepareImage(picture);
    return false;
  } catch (error) {
    if (error instanceof PictureError && error.code === 'several-digits') return true;
    throw error;
  }
}
