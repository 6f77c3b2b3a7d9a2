import { scoresSchema } from '@mnist-adder/model/internal/spec';
import * as z from 'zod/mini';

const count = z.int().check(z.gte(0));
const seconds = z.number().check(z.gte(0));

/**
 * The schema of the state of a training between two steps. With the variables of its step it is all that is needed to go on exactly:
 * everything else is a function of the seed and the step's number. Plain JSON, in which numbers keep every bit.
 */
export const trainingStateSchema = z.strictObject({
  step: count,
  epoch: z.strictObject({ steps: count, scores: z.nullable(scoresSchema), seconds }),
  best: z.nullable(z.strictObject({ epoch: count, step: count, loss: z.number() })),
  seconds: z.strictObject({ steps: seconds, validation: seconds, checkpoints: seconds }),
});
