import type { StepMetric } from '../step/training-step.js';
import type { TrainingMetrics } from './events.js';

/** The metrics of a batch: what its step reported, with counts of right pairs as fractions. */
export function pairMetrics(values: Readonly<Record<StepMetric, number>>, pairs: number): TrainingMetrics {
  return {
    loss: values.loss,
    digitLoss: values.digitLoss,
    sumLoss: values.sumLoss,
    digitAccuracy: values.digitCorrect / pairs,
    sumAccuracy: values.sumCorrect / pairs,
  };
}

/** The mean of the metrics of equally large batches, of which there is at least one. */
export function meanOf(batches: readonly TrainingMetrics[]): TrainingMetrics {
  const mean = (metric: keyof TrainingMetrics) =>
    batches.reduce((sum, metrics) => sum + metrics[metric], 0) / batches.length;
  return {
    loss: mean('loss'),
    digitLoss: mean('digitLoss'),
    sumLoss: mean('sumLoss'),
    digitAccuracy: mean('digitAccuracy'),
    sumAccuracy: mean('sumAccuracy'),
  };
}
