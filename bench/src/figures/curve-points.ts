import type { Epoch, Run } from '../results/run.js';

/** Both parts of a run's data, and both answers, as they are drawn. */
export interface CurvePoint {
  readonly seed: number;
  readonly part: 'train' | 'validation';
  readonly answer: 'digit' | 'sum';
  /** Epochs trained: a part of training is the mean over its epoch, and stands in the middle of it. */
  readonly epochs: number;
  /** Fraction of wrong answers. */
  readonly errors: number;
  /** Mean cross entropy in nats. */
  readonly loss: number;
}

/** A run's curves, point by point. */
export function curvePoints({ seed, curves }: Run): CurvePoint[] {
  return curves.flatMap(({ epoch, train, validation }) => [
    ...answers(train).map((answer) => ({ seed, part: 'train' as const, epochs: epoch + 0.5, ...answer })),
    ...answers(validation).map((answer) => ({ seed, part: 'validation' as const, epochs: epoch + 1, ...answer })),
  ]);
}

function answers(metrics: Epoch['train'] | Epoch['validation']) {
  const { digitAccuracy, digitLoss } = metrics;
  const digit = { answer: 'digit' as const, errors: 1 - digitAccuracy, loss: digitLoss };
  if (!('sumAccuracy' in metrics)) return [digit];
  return [digit, { answer: 'sum' as const, errors: 1 - metrics.sumAccuracy, loss: metrics.sumLoss }];
}
