import type { PredictAllAddends } from '@mnist-adder/model';
import { readDigits } from '@mnist-adder/model/internal';
import { addDigits, type AdditionProblems } from './problems.js';

/** How many sums of numbers that are written in images are right. */
export interface AdditionEvaluation {
  /** The number of digits in a number. */
  readonly digits: number;
  /** The number of problems. */
  readonly problems: number;
  /** The fraction of the problems whose sum is right to the last digit, if the most likely digits are added. */
  readonly accuracy: number;
}

/** Reads every image of the problems and adds the most likely digits. */
export async function evaluateAddition(
  predict: PredictAllAddends,
  { set, digits, size, images, sums }: AdditionProblems,
  batchSize: number,
): Promise<AdditionEvaluation> {
  const read = await readDigits(predict, set.images, { batchSize });
  let right = 0;
  for (let problem = 0; problem < size; problem++) {
    const shown = Array.from(images.subarray(problem * 2 * digits, (problem + 1) * 2 * digits), (i) => read[i]!);
    const sum = addDigits(shown.slice(0, digits), shown.slice(digits));
    right += Number(sum.every((digit, place) => digit === sums[problem * (digits + 1) + place]));
  }
  return { digits, problems: size, accuracy: right / size };
}
