import * as z from 'zod';
import { modelDocument } from '../../model/saved-model.js';

const fraction = z.number().min(0).max(1);
const digit = z.int().min(0).max(9);
const digitProbabilities = z.array(fraction).length(10);

/** The schema of `predict --json`. */
export const predictDocument = z.strictObject({
  model: modelDocument,
  predictions: z.array(
    z.strictObject({
      source: z.string().describe('the file as it was given, `standard input`, or `test image 0`'),
      pixels: z.string().describe('the 28×28 that the network sees: 784 bytes in base64, row by row, 255 for ink'),
      label: digit.optional().describe('the label of a test image'),
      digit,
      digitProbabilities,
      addend: digit.optional().describe('the number that was added; absent if the network only reads digits'),
      addImage: z
        .strictObject({ source: z.string(), digit, digitProbabilities })
        .optional()
        .describe('the picture of the addend; the sum is the mean over all addends that it may show'),
      sum: z.int().min(0).max(18).optional(),
      sumProbabilities: z.array(fraction).length(19).optional(),
    }),
  ),
  failures: z
    .array(z.strictObject({ source: z.string(), code: z.string(), message: z.string() }))
    .describe('pictures that could not be read'),
});

export type PredictDocument = z.output<typeof predictDocument>;
export type PredictionDocument = PredictDocument['predictions'][number];
