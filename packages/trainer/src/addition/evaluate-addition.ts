import { readDigits } from '@mnist-adder/model';
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
  const read = await readDigits(predictEvery, set.images, { batchSize });
  let right = 0;
  for (let problem = 0; problem < size; problem++) {
    const shown = Array.from(images.subarray(problem * 2 * digits, (problem + 1) * 2 * digits), (i) => read[i]!);
    const sum = addDigits(shown.slice(0, digits), shown.slice(digits));
    right += Number(sum.every((digit, place) => digit === sums[problem * (digits + 1) + place]));
  }
  return { digits, problems: size, accuracy: right / size };
}
