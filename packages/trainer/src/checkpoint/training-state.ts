import { mergeScores } from '@mnist-adder/model/internal/spec';
import type { Scores } from '@mnist-adder/model/spec';

/**
 * The state of a training between two steps. With the variables of its step it is all that is needed to go on exactly: everything else is
 * a function of the seed and the step's number. Plain JSON, in which numbers keep every bit.
 */
export interface TrainingState {
  /** Steps done. */
  readonly step: number;
  /** The current epoch: its steps so far, the scores of their batches together, and the seconds that they took. */
  readonly epoch: { readonly steps: number; readonly scores: Scores | null; readonly seconds: number };
  /** The epoch with the lowest validation loss so far, from 0, and the number of steps done at its end. */
  readonly best: { readonly epoch: number; readonly step: number; readonly loss: number } | null;
  /** Seconds of the epochs that are done, by what they were spent on. */
  readonly seconds: { readonly steps: number; readonly validation: number; readonly checkpoints: number };
}

const NEW_EPOCH: TrainingState['epoch'] = { steps: 0, scores: null, seconds: 0 };

/** The state in which every training starts. */
export const INITIAL_STATE: TrainingState = {
  step: 0,
  epoch: NEW_EPOCH,
  best: null,
  seconds: { steps: 0, validation: 0, checkpoints: 0 },
};

/** The state after one more step, with the scores of its batch and the seconds that it took. */
export function afterStep(state: TrainingState, scores: Scores, seconds: number): TrainingState {
  const { epoch } = state;
  return {
    ...state,
    step: state.step + 1,
    epoch: {
      steps: epoch.steps + 1,
      scores: epoch.scores === null ? scores : mergeScores(epoch.scores, scores),
      seconds: epoch.seconds + seconds,
    },
  };
}

/** The state after an epoch, with its validation loss and the seconds that validation took. */
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

/** The state after a checkpoint that took so many seconds. */
export function afterCheckpoint(state: TrainingState, seconds: number): TrainingState {
  return { ...state, seconds: { ...state.seconds, checkpoints: state.seconds.checkpoints + seconds } };
}
