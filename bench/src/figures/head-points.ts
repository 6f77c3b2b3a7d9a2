import type { HeadRun } from '../heads/head-results.js';

/** The mean over a window of steps. */
export interface HeadPoint {
  readonly seed: number;
  /** The middle of the window. */
  readonly step: number;
  /** Fractions of right answers. */
  readonly digit: number;
  readonly sum: number;
}

/** A run's windows, point by point. */
export function headPoints(run: HeadRun): HeadPoint[] {
  const { seed, stepsPerWindow, stepsPerEpoch, validation, digitAccuracy, sumAccuracy } = run;
  const steps = stepsPerEpoch * validation.length;
  return digitAccuracy.map((digit, i) => {
    const [from, to] = [i * stepsPerWindow, Math.min((i + 1) * stepsPerWindow, steps)];
    return { seed, step: (from + to) / 2, digit, sum: sumAccuracy[i]! };
  });
}
