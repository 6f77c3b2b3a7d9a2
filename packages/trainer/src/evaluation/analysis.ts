import { imageAt, type DigitSet } from '@mnist-adder/dataset';
import {
  analyseAdder,
  fitTemperatures,
  type Analysis,
  type PredictAllAddends,
  type Temperatures,
} from '@mnist-adder/model';
import { scoresSchema } from '@mnist-adder/model/internal/spec';
import * as z from 'zod/mini';
import { EVALUATION_BATCH_SIZE } from '../loop/train.js';

/** Where a trained model errs, and how well it is calibrated: the content of `analysis.json`. */
export interface RunAnalysis extends Analysis {
  /** Temperatures fitted on validation images. */
  readonly temperatures: Temperatures;
  /** The images of the mistakes, in the same order: 784 bytes each, in base64. */
  readonly images: readonly string[];
}

const fraction = z.nullable(z.number().check(z.gte(0), z.lte(1)));
const numbers = z.array(z.number());
const calibration = z.object({
  temperature: z.number(),
  bins: z.array(
    z.object({ from: z.number(), to: z.number(), count: z.int(), confidence: fraction, accuracy: fraction }),
  ),
  error: z.number(),
  loss: z.number(),
});
const output = z.object({ confusion: z.array(numbers), calibration, scaled: z.exactOptional(calibration) });
const group = z.object({
  pairs: z.int(),
  digit: fraction,
  sum: z.exactOptional(fraction),
  both: z.exactOptional(fraction),
});
const mistake = z.object({
  index: z.int(),
  label: z.int(),
  addend: z.exactOptional(z.int()),
  predicted: z.int(),
  probability: z.number(),
  digitProbabilities: numbers,
});

/** The schema of a {@link RunAnalysis}. */
export const runAnalysisSchema: z.ZodMiniType<RunAnalysis> = z.object({
  evaluation: scoresSchema,
  digit: output,
  sum: z.exactOptional(output),
  byDigit: z.array(group),
  byAddend: z.exactOptional(z.array(group)),
  mistakes: z.array(mistake),
  temperatures: z.object({ digit: z.number(), sum: z.exactOptional(z.number()) }),
  images: z.array(z.string()),
});

/** The name of the file in a run's directory. */
export const ANALYSIS_FILE = 'analysis.json';

/** Analyses a trained model. It predicts the test set once. */
export async function analyseRun(
  predict: PredictAllAddends,
  { validation, test }: { readonly validation: DigitSet; readonly test: DigitSet },
): Promise<RunAnalysis> {
  const options = { batchSize: EVALUATION_BATCH_SIZE };
  const temperatures = await fitTemperatures(predict, validation, options);
  const analysis = await analyseAdder(predict, test, { ...options, temperatures });
  const images = analysis.mistakes.map(({ index }) => Buffer.from(imageAt(test.images, index)).toString('base64'));
  return { ...analysis, temperatures, images };
}
