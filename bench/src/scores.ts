import type { Evaluation } from '@mnist-adder/model';
import type { TrainingMetrics } from '@mnist-adder/trainer';
import * as z from 'zod/mini';

const outputScoresSchema = z.strictObject({ accuracy: z.number(), loss: z.number() });

/** How good the outputs of a network are: accuracies as fractions, losses as mean cross entropies in nats. */
export const scoresSchema = z.strictObject({
  /** How many answers were looked at: one for each image, or ten for each image when every addend is added to it. */
  pairs: z.int(),
  /** The losses of all outputs added up. */
  loss: z.number(),
  digit: outputScoresSchema,
  /** Missing if the network reads digits only. */
  sum: z.optional(outputScoresSchema),
  /** The part of the pairs for which digit and sum are right; missing if it was not counted. */
  both: z.optional(z.strictObject({ accuracy: z.number() })),
});

export type Scores = z.output<typeof scoresSchema>;

/** Converts an evaluation or metrics with flat keys. Metrics do not say how many pairs they are about: that is 0 here. */
export function scoresOf(flat: Evaluation | TrainingMetrics): Scores {
  return {
    pairs: 'pairs' in flat ? flat.pairs : 0,
    loss: flat.loss,
    digit: { accuracy: flat.digitAccuracy, loss: flat.digitLoss },
    ...('sumAccuracy' in flat && { sum: { accuracy: flat.sumAccuracy, loss: flat.sumLoss } }),
    ...('bothAccuracy' in flat && { both: { accuracy: flat.bothAccuracy } }),
  };
}
