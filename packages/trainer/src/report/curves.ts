import type { EpochEnd, StepEnd, TrainingEvent } from '../loop/events.js';

/** A number on a curve; `epoch` counts from 0 at the start of training, and has a fraction within an epoch. */
export interface CurvePoint {
  readonly epoch: number;
  readonly value: number;
}

/** More points than this on a curve are not told apart. */
const POINTS = 300;

const stepsOf = (events: readonly TrainingEvent[]) => events.filter((event): event is StepEnd => event.type === 'step');

export const epochsOf = (events: readonly TrainingEvent[]) =>
  events.filter((event): event is EpochEnd => event.type === 'epoch-end');

/** A curve over the steps of a run, thinned to the means of equally many steps each. */
export function stepCurve(events: readonly TrainingEvent[], valueOf: (step: StepEnd) => number): CurvePoint[] {
  const steps = stepsOf(events);
  const stepsPerEpoch = events.find((event) => event.type === 'training-start')?.stepsPerEpoch ?? 1;
  const width = Math.max(1, Math.ceil(steps.length / POINTS));
  return Array.from({ length: Math.ceil(steps.length / width) }, (_, i) => {
    const window = steps.slice(i * width, (i + 1) * width);
    const mean = (of: (step: StepEnd) => number) => window.reduce((sum, step) => sum + of(step), 0) / window.length;
    return { epoch: mean((step) => step.step + 1) / stepsPerEpoch, value: mean(valueOf) };
  });
}

/** A curve over the ends of epochs. */
export const epochCurve = (
  events: readonly TrainingEvent[],
  valueOf: (epoch: EpochEnd) => number | undefined,
): CurvePoint[] =>
  epochsOf(events).flatMap((event) => {
    const value = valueOf(event);
    return value === undefined ? [] : [{ epoch: event.epoch + 1, value }];
  });
