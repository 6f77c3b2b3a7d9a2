import { z } from 'zod';
import { modelDocument } from '../../model/model-document.js';

const fraction = z.number().min(0).max(1);
const counts = z.array(z.array(z.int()));

const calibration = z.strictObject({
  temperature: z.number().describe('what the logits are divided by'),
  error: fraction.describe('the expected calibration error'),
  loss: z.number().describe('mean cross entropy in nats'),
  bins: z.array(
    z.strictObject({
      ...{ from: fraction, to: fraction, count: z.int() },
      ...{ confidence: fraction.nullable(), accuracy: fraction.nullable() },
    }),
  ),
});

const output = z.strictObject({
  confusion: counts.describe('pairs by label (row) and answer (column)'),
  calibration,
  scaled: calibration.optional().describe('at the temperature that fits the validation images best'),
});

const group = z.strictObject({
  pairs: z.int(),
  digit: fraction.nullable(),
  sum: fraction.nullable().optional(),
  both: fraction.nullable().optional(),
});

const comparison = z.strictObject({
  ...{ accuracy: fraction, otherAccuracy: fraction },
  betterOn: z.int().describe('images on which it is right for more addends than the other'),
  worseOn: z.int(),
  pValue: fraction.describe('the chance of such a difference between models that are equally good'),
});

/** What `evaluate --json` prints. */
export const evaluateDocument = z.strictObject({
  model: modelDocument,
  data: z.strictObject({ source: z.string(), digests: z.record(z.string(), z.string()) }),
  backend: z.string(),
  evaluation: z
    .strictObject({
      pairs: z.int(),
      ...{ digitAccuracy: fraction, digitLoss: z.number(), loss: z.number() },
      ...{ sumAccuracy: fraction.optional(), sumLoss: z.number().optional(), bothAccuracy: fraction.optional() },
    })
    .describe(
      'over every test image with every addend; without what has to do with sums where the model reads digits only',
    ),
  ...{ digit: output, sum: output.optional() },
  byDigit: z.array(group),
  byAddend: z.array(group).optional(),
  mistakes: z.array(
    z.strictObject({
      ...{ index: z.int(), label: z.int(), addend: z.int().optional(), predicted: z.int(), probability: fraction },
      digitProbabilities: z.array(fraction),
    }),
  ),
  comparison: z
    .strictObject({
      other: modelDocument,
      ...{ digit: comparison, sum: comparison.optional(), both: comparison.optional() },
    })
    .optional(),
});

export type EvaluateDocument = z.output<typeof evaluateDocument>;
