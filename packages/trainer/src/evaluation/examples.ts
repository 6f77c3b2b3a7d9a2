import { ADDEND_CLASSES, DIGIT_CLASSES, firstImages, imageAt, SUM_CLASSES, type DigitSet } from '@mnist-adder/dataset';
import { type PredictAllAddends } from '@mnist-adder/model';
import { indexOfMax } from '@mnist-adder/model/internal';

/** A test image with a model's answers. */
export interface Example {
  /** [784], 0..255 */
  readonly pixels: Uint8Array;
  /** The digit in the image. */
  readonly label: number;
  /** The digit that the model read. */
  readonly digit: number;
  /** The number that was added; absent if the model only reads digits. */
  readonly addend?: number;
  /** The model's sum; absent if the model only reads digits. */
  readonly sum?: number;
}

const COUNT = 6;

/** A model's answers for the first few images of a set. If it adds, each image has a different addend. */
export async function collectExamples(predict: PredictAllAddends, digits: DigitSet): Promise<Example[]> {
  const { images, labels, size } = firstImages(digits, COUNT);
  const { digit, sum } = await predict(images, size);
  return Array.from({ length: size }, (_, i) => {
    const addend = (5 + 3 * i) % ADDEND_CLASSES;
    const row = sum === undefined ? i : i * ADDEND_CLASSES + addend;
    const example = {
      pixels: imageAt(images, i),
      label: labels[i]!,
      digit: indexOfMax(digit, row * DIGIT_CLASSES, DIGIT_CLASSES),
    };
    return sum === undefined ? example : { ...example, addend, sum: indexOfMax(sum, row * SUM_CLASSES, SUM_CLASSES) };
  });
}
