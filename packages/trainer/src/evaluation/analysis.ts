import { imageAt, type DigitSet } from '@mnist-adder/dataset';
import {
  analyseAdder,
  fitTemperatures,
  type Analysis,
  type PredictAllAddends,
  type Temperatures,
} from '@mnist-adder/model';
import { EVALUATION_BATCH_SIZE } from '../loop/train.js';

/** Where a trained model errs, and how well it is calibrated: the content of `analysis.json`. */
export interface RunAnalysis extends Analysis {
  /** Temperatures fitted on validation images. */
  readonly temperatures: Temperatures;
  /** The images of the mistakes, in the same order: 784 bytes each, in base64. */
  readonly images: readonly string[];
}

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
