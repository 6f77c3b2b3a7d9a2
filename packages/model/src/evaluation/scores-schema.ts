import * as z from 'zod/mini';

const fraction = z.number().check(z.gte(0), z.lte(1));

const outputScoresSchema = z.strictObject({
  accuracy: fraction.check(z.describe('the fraction of the answers that is right, 0..1')),
  loss: z.number().check(z.describe('mean cross entropy in nats')),
});

/**
 * The schema of scores: how good a model's outputs are. The same in a step's report, an epoch, an evaluation, `result.json` and a saved
 * model's metadata.
 */
export const scoresSchema = z.strictObject({
  pairs: z
    .int()
    .check(z.nonnegative())
    .check(z.describe('how many answers were scored: one for each image, ten for each image if every addend is added')),
  loss: z
    .number()
    .check(z.describe('what training minimises on these labels: the cross entropies of all outputs together')),
  digit: outputScoresSchema,
  sum: z.optional(outputScoresSchema).check(z.describe('absent for a model that only reads digits')),
  both: z
    .optional(z.strictObject({ accuracy: fraction }))
    .check(z.describe('the answers in which digit and sum are right; only of an evaluation')),
});
