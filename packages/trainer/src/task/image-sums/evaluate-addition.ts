import { readDigits, type PredictAllAddends } from '@mnist-adder/model';
import * as z from 'zod/mini';
import { addDigits, type AdditionProblems } from './problems.js';

/** The schema of how many sums of numbers that are written in images are right. */
export const additionEvaluationSchema = z.strictObject({
  digits: z.int().check(z.positive(), z.describe('the number of digits in a number')),
  problems: z.int().check(z.positive(), z.describe('the number of problems')),
  accuracy: z
    .number()
    .check(
      z.gte(0),
      z.lte(1),
      z.describe(
        'the fraction of the problems whose sum is right to the last digit, if the most likely digits are added',
      ),
    ),
});

/** How many sums of numbers that are written in images are right. */
export type AdditionEvaluation = z.output<typeof additionEvaluationSchema>;

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
