import type { StepReport } from '../step/training-step.js';

/** Mean losses in nats and accuracies as fractions, over the images seen by a network that reads digits only. */
export interface DigitMetrics {
  readonly loss: number;
  readonly digitLoss: number;
  readonly digitAccuracy: number;
}

/** The same over the pairs seen by a network that adds. */
export interface AdderMetrics extends DigitMetrics {
  readonly sumLoss: number;
  readonly sumAccuracy: number;
}

export type TrainingMetrics = DigitMetrics | AdderMetrics;

/** The metrics of a batch: what its step reported, with counts of right pairs as fractions. */
export function batchMetrics(report: StepReport, pairs: number): TrainingMetrics {
  const { loss, digitLoss } = report;
  const ofDigits = { loss, digitLoss, digitAccuracy: report.digitCorrect / pairs };
  return 'sumLoss' in report
    ? { ...ofDigits, sumLoss: report.sumLoss, sumAccuracy: report.sumCorrect / pairs }
    : ofDigits;
}

/** The mean of the metrics of equally large batches, of which there is at least one. */
export function meanOf<Metrics extends TrainingMetrics>(batches: readonly [Metrics, ...Metrics[]]): Metrics {
  const names = Object.keys(batches[0]) as (keyof Metrics)[];
  const mean = (name: keyof Metrics) =>
    batches.reduce((sum, metrics) => sum + (metrics[name] as number), 0) / batches.length;
  return Object.fromEntries(names.map((name) => [name, mean(name)])) as unknown as Metrics;
}
