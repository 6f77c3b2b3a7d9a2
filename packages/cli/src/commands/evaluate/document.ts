import type { Analysis, Comparison } from '@mnist-adder/model';
import { scoresSchema } from '@mnist-adder/model/internal/spec';
import * as z from 'zod/mini';
import { modelDocument, type ModelDocument } from '../../model/saved-model.js';

/** The document of `evaluate --json`: an analysis of a model, and what it is about. */
export interface EvaluateDocument extends Analysis {
  readonly model: ModelDocument;
  readonly data: { readonly source: string; readonly digests: Readonly<Record<string, string>> };
  /** The name of the backend that predicted. */
  readonly backend: string;
  /** The other model, and how the two compare; with `--compare`. */
  readonly comparison?: Comparison & { readonly other: ModelDocument };
}

const fraction = z.number().check(z.gte(0), z.lte(1));

const calibration = z.strictObject({
  temperature: z.number().check(z.describe('what the logits are divided by')),
  error: fraction.check(z.describe('the expected calibration error')),
  loss: z.number().check(z.describe('mean cross entropy in nats')),
  bins: z.array(
    z.strictObject({
      from: fraction,
      to: fraction,
      count: z.int(),
      confidence: z.nullable(fraction),
      accuracy: z.nullable(fraction),
    }),
  ),
});

const output = z.strictObject({
  confusion: z.array(z.array(z.int())).check(z.describe('number of pairs by label (row) and answer (column)')),
  calibration,
  scaled: z
    .exactOptional(calibration)
    .check(z.describe('calibration at the temperature that fits the validation images best')),
});

const group = z.strictObject({
  pairs: z.int(),
  digit: z.nullable(fraction),
  sum: z.exactOptional(z.nullable(fraction)),
  both: z.exactOptional(z.nullable(fraction)),
});

const mistake = z.strictObject({
  index: z.int(),
  label: z.int(),
  addend: z.exactOptional(z.int()),
  predicted: z.int(),
  probability: fraction,
  digitProbabilities: z.array(fraction),
});

const comparison = z.strictObject({
  accuracy: fraction,
  otherAccuracy: fraction,
  betterOn: z.int().check(z.describe('number of images for which it is right with more addends than the other')),
  worseOn: z.int(),
  pValue: fraction.check(z.describe('the probability of such a difference if both models were equally good')),
});

/** The schema of `evaluate --json`. */
export const evaluateDocument: z.ZodMiniType<EvaluateDocument> = z.strictObject({
  model: modelDocument,
  data: z.strictObject({ source: z.string(), digests: z.record(z.string(), z.string()) }),
  backend: z.string(),
  evaluation: scoresSchema.check(z.describe('scores over every test image with every addend')),
  digit: output,
  sum: z.exactOptional(output),
  byDigit: z.array(group),
  byAddend: z.exactOptional(z.array(group)),
  mistakes: z.array(mistake),
  comparison: z.exactOptional(
    z.strictObject({
      other: modelDocument,
      digit: comparison,
      sum: z.exactOptional(comparison),
      both: z.exactOptional(comparison),
    }),
  ),
});
