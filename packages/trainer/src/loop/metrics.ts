import type { StepReport } from '../step/step-report.js';

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

/** How many answers a step is scored on. */
export interface Answers {
  readonly digits: number;
  readonly sums: number;
}

/** The metrics of a batch: what its step reported, with counts of right answers as fractions. */
export function batchMetrics(report: StepReport, { digits, sums }: Answers): TrainingMetrics {
  const { loss, digitLoss } = report;
  const ofDigits = { loss, digitLoss, digitAccuracy: report.digitCorrect / digits };
  return 'sumLoss' in report
    ? { ...ofDigits, sumLoss: report.sumLoss, sumAccuracy: report.sumCorrect / sums }
    : ofDigits;
}
