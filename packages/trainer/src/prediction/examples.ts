import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_PIXELS, SUM_CLASSES } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { indexOfMax } from '@mnist-adder/model';
import type { PredictEvery } from '@mnist-adder/model';

/** A test image, and what the model read. */
export interface ExampleDigit {
  /** [784], 0..255. */
  readonly pixels: Uint8Array;
  readonly label: number;
  /** What the model read. */
  readonly digit: number;
}

/** A test image with an addend, and what the model made of it. */
export interface ExamplePair extends ExampleDigit {
  readonly addend: number;
  /** What the model added. */
  readonly sum: number;
}

export type Example = ExampleDigit | ExamplePair;

const COUNT = 6;

/** The first few digits of a set, each with another addend where the model adds, and the model's answers. */
export async function collectExamples(predictEvery: PredictEvery, digits: DigitSet): Promise<Example[]> {
  const count = Math.min(COUNT, digits.size);
  const images = digits.images.subarray(0, count * IMAGE_PIXELS);
  const { digit, sum } = await predictEvery(images, count);
  return Array.from({ length: count }, (_, i) => {
    const addend = (5 + 3 * i) % ADDEND_CLASSES;
    const row = sum === undefined ? i : i * ADDEND_CLASSES + addend;
    const read = {
      pixels: images.subarray(i * IMAGE_PIXELS, (i + 1) * IMAGE_PIXELS),
      label: digits.labels[i]!,
      digit: indexOfMax(digit, row * DIGIT_CLASSES, DIGIT_CLASSES),
    };
    return sum === undefined ? read : { ...read, addend, sum: indexOfMax(sum, row * SUM_CLASSES, SUM_CLASSES) };
  });
}
