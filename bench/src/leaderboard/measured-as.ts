import type { ReportedAccuracy } from '@mnist-adder/trainer';
import type { Evaluation, Run } from '../results/run.js';

/** What a run reached of what its source reports: on the test set, or on the validation set in its best epoch. */
export function measuredAs({ measure, dataset }: ReportedAccuracy, run: Run): number {
  if (dataset === 'test') return accuracyOf(measure, run.evaluation);
  return Math.max(...run.curves.map(({ validation }) => accuracyOf(measure, validation)));
}

function accuracyOf(measure: ReportedAccuracy['measure'], evaluation: Evaluation): number {
  const { digitAccuracy } = evaluation;
  if (measure === 'digit') return digitAccuracy;
  if (!('sumAccuracy' in evaluation))
    throw new Error(`A run that reads digits only has no accuracy called ${measure}.`);
  return measure === 'sum' ? evaluation.sumAccuracy : (digitAccuracy + evaluation.sumAccuracy) / 2;
}
