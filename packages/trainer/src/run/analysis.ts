import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { analyseAdder, fitTemperatures } from '@mnist-adder/model';
import type { Analysis, PredictEvery, Temperatures } from '@mnist-adder/model';
import { EVALUATION_BATCH_SIZE } from '../loop/train.js';

/** Where a trained model errs, and how far its confidence holds: the content of `analysis.json`. */
export interface RunAnalysis extends Analysis {
  /** Fitted on validation images. */
  readonly temperatures: Temperatures;
  /** The images of the mistakes, in their order: 784 bytes each, in base64. */
  readonly images: readonly string[];
}

export const ANALYSIS_FILE = 'analysis.json';

/** Analyses a trained model: the test set is predicted once. */
export async function analyseRun(
  predictEvery: PredictEvery,
  { validation, test }: { readonly validation: DigitSet; readonly test: DigitSet },
): Promise<RunAnalysis> {
  const options = { batchSize: EVALUATION_BATCH_SIZE };
  const temperatures = await fitTemperatures(predictEvery, validation, options);
  const analysis = await analyseAdder(predictEvery, test, { ...options, temperatures });
  const images = analysis.mistakes.map(({ index }) =>
    Buffer.from(test.images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS)).toString('base64'),
  );
  return { ...analysis, temperatures, images };
}
