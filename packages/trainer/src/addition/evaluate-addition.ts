import { DIGIT_CLASSES, IMAGE_PIXELS } from '@mnist-adder/dataset';
import { indexOfMax } from '@mnist-adder/model';
import type { PredictEvery } from '@mnist-adder/model';
import { addDigits } from './deal-problems.js';
import type { AdditionProblems } from './deal-problems.js';

/** How many sums of numbers that are written in images come out right. */
export interface AdditionEvaluation {
  /** How many digits a number has. */
  readonly digits: number;
  readonly problems: number;
  /** The part of the problems, 0..1, whose sum is right to the last digit when the likeliest digits are added. */
  readonly accuracy: number;
}

/** Reads every image of the problems and adds the likeliest digits. */
export async function evaluateAddition(
  predictEvery: PredictEvery,
  { set, digits, size, images, sums }: AdditionProblems,
  batchSize: number,
): Promise<AdditionEvaluation> {
  const read = new Uint8Array(set.size);
  for (let start = 0; start < set.size; start += batchSize) {
    const end = Math.min(start + batchSize, set.size);
    const answers = await predictEvery(set.images.subarray(start * IMAGE_PIXELS, end * IMAGE_PIXELS), end - start);
    // A model that adds answers for ten pairs an image, and reads the same digit in each.
    const perImage = answers.digit.length / (end - start);
    for (let image = start; image < end; image++) {
      const first = (image - start) * perImage;
      read[image] = indexOfMax(answers.digit, first, DIGIT_CLASSES);
    }
  }
  let right = 0;
  for (let problem = 0; problem < size; problem++) {
    const shown = Array.from(images.subarray(problem * 2 * digits, (problem + 1) * 2 * digits), (i) => read[i]!);
    const sum = addDigits(shown.slice(0, digits), shown.slice(digits));
    right += Number(sum.every((digit, place) => digit === sums[problem * (digits + 1) + place]));
  }
  return { digits, problems: size, accuracy: right / size };
}
