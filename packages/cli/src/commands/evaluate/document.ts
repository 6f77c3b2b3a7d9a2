import type { Analysis, Comparison } from '@mnist-adder/model';
import { scoresSchema } from '@mnist-adder/model/spec';
import * as z from 'zod';
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

const fraction = z.number().min(0).max(1);

const calibration = z.strictObject({
  temperature: z.number().describe('what the logits are divided by'),
  error: fraction.describe('the expected calibration error'),
  loss: z.number().describe('mean cross entropy in nats'),
  bins: z.array(
    z.strictObject({
      from: fraction,
      to: fraction,
      count: z.int(),
      confidence: fraction.nullable(),
      accuracy: fraction.nullable(),
    }),
  ),
});

const output = z.strictObject({
  confusion: z.array(z.array(z.int())).describe('number of pairs by label (row) and answer (column)'),
  calibration,
  scaled: calibration.exactOptional().describe('calibration at the temperature that fits the validation images best'),
});

const group = z.strictObject({
  pairs: z.int(),
  digit: fraction.nullable(),
  sum: fraction.nullable().exactOptional(),
  both: fraction.nullable().exactOptional(),
});

const mistake = z.strictObject({
  index: z.int(),
  label: z.int(),
  addend: z.int().exactOptional(),
  predicted: z.int(),
  probability: fraction,
  digitProbabilities: z.array(fraction),
});

const comparison = z.strictObject({
  accuracy: fraction,
  otherAccuracy: fraction,
  betterOn: z.int().describe('number of images for which it is right with more addends than the other'),
  worseOn: z.int(),
  pValue: fraction.describe('the probability of such a difference if both models were equally good'),
});

/** The schema of `evaluate --json`. */
export const evaluateDocument: z.ZodType<EvaluateDocument> = z.strictObject({
  model: modelDocument,
  data: z.strictObject({ source: z.string(), digests: z.record(z.string(), z.string()) }),
  backend: z.string(),
  evaluation: scoresSchema.check(z.describe('scores over every test image with every addend')),
  digit: output,
  sum: output.exactOptional(),
  byDigit: z.array(group),
  byAddend: z.array(group).exactOptional(),
  mistakes: z.array(mistake),
  comparison: z
    .strictObject({
      other: modelDocument,
      digit: comparison,
      sum: comparison.exactOptional(),
      both: comparison.exactOptional(),
    })
    .exactOptional(),
});
