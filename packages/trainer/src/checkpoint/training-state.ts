import { z } from 'zod';
import type { TrainingMetrics } from '../loop/metrics.js';

const count = z.int().min(0);
const seconds = z.number().min(0);

/**
 * Where a training is between two steps. With the variables of its step it is all that is needed to go on exactly: everything else
 * is a function of the seed and the step's number. Plain JSON, in which numbers keep every bit.
 */
export const trainingStateSchema = z.strictObject({
  /** Steps done. */
  step: count,
  /** What the steps of the epoch under way reported: how many there were, their metrics added up, and how long they took. */
  epoch: z.strictObject({ steps: count, sums: z.record(z.string(), z.number()), seconds }),
  /** The epoch with the lowest validation loss so far, from 0, and the steps done at its end. */
  best: z.strictObject({ epoch: count, step: count, loss: z.number() }).nullable(),
  /** What epochs that are done took, by what it was spent on. */
  seconds: z.strictObject({ steps: seconds, validation: seconds, checkpoints: seconds }),
});

export type TrainingState = z.output<typeof trainingStateSchema>;

const NEW_EPOCH: TrainingState['epoch'] = { steps: 0, sums: {}, seconds: 0 };

/** Where every training begins. */
export const INITIAL_STATE: TrainingState = {
  step: 0,
  epoch: NEW_EPOCH,
  best: null,
  seconds: { steps: 0, validation: 0, checkpoints: 0 },
};

/** After one more step, which reported these metrics and took so long. */
export function afterStep(state: TrainingState, metrics: TrainingMetrics, seconds: number): TrainingState {
  const { epoch } = state;
  const sums = Object.entries(metrics as unknown as Readonly<Record<string, number>>).map(
    ([name, value]) => [name, (epoch.sums[name] ?? 0) + value] as const,
  );
  return {
    ...state,
    step: state.step + 1,
    epoch: { steps: epoch.steps + 1, sums: Object.fromEntries(sums), seconds: epoch.seconds + seconds },
  };
}

/** After an epoch whose validation gave this loss and took so long. */
export function afterEpoch(state: TrainingState, epoch: number, loss: number, seconds: number): TrainingState {
  const isBest = state.best === null || loss < state.best.loss;
  return {
    ...state,
    epoch: NEW_EPOCH,
    best: isBest ? { epoch, step: state.step, loss } : state.best,
    seconds: {
      ...state.seconds,
      steps: state.seconds.steps + state.epoch.seconds,
      validation: state.seconds.validation + seconds,
    },
  };
}

/** After a checkpoint that took so long. */
export function afterCheckpoint(state: TrainingState, seconds: number): TrainingState {
  return { ...state, seconds: { ...state.seconds, checkpoints: state.seconds.checkpoints + seconds } };
}

/** The means of the metrics of an epoch's steps, of which there is at least one. */
export function meanMetrics({ steps, sums }: TrainingState['epoch']): TrainingMetrics {
  const means = Object.entries(sums).map(([name, sum]) => [name, sum / steps] as const);
  return Object.fromEntries(means) as unknown as TrainingMetrics;
}
