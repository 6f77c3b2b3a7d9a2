import * as z from 'zod/mini';

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
