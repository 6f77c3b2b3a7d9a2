import * as tf from '@tensorflow/tfjs-core';
import type { TrainingState } from './training-state.js';

/** A training between two steps, whole: what one that was stopped goes on from, to the same bytes as one that was not. */
export interface Checkpoint {
  readonly state: TrainingState;
  /** The weights, the optimizer's slots and whatever else the step carries on, in its order. */
  readonly variables: readonly CheckpointVariable[];
}

export interface CheckpointVariable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Where checkpoints go. It keeps the newest ones and the best one, as {@link TrainingState} names it. */
export interface CheckpointStore {
  write(checkpoint: Checkpoint): Promise<void>;
  /** The checkpoint that was taken after so many steps. */
  read(step: number): Promise<Checkpoint>;
}

/** Keeps the last checkpoint and the best one in memory. */
export function memoryCheckpoints(): CheckpointStore {
  let kept: readonly Checkpoint[] = [];
  return {
    write(checkpoint) {
      const { best } = checkpoint.state;
      kept = [...kept.filter(({ state }) => state.step === best?.step), checkpoint];
      return Promise.resolve();
    },
    read(step) {
      const found = kept.find(({ state }) => state.step === step);
      return found ? Promise.resolve(found) : Promise.reject(new Error(`No checkpoint was kept of step ${step}.`));
    },
  };
}

/** Copies the values of variables. */
export function captureVariables(variables: readonly tf.Variable[]): Promise<CheckpointVariable[]> {
  return Promise.all(
    // `data()` and not `dataSync()`: WebGPU has no other.
    variables.map(async (variable) => ({
      name: variable.name,
      shape: [...variable.shape],
      data: (await variable.data<'float32'>()).slice(),
    })),
  );
}

/** Gives variables the values of a checkpoint of theirs. */
export function restoreVariables(variables: readonly tf.Variable[], values: readonly CheckpointVariable[]): void {
  variables.forEach((variable, i) => {
    tf.tidy(() => {
      variable.assign(tf.tensor(values[i]!.data, [...variable.shape]));
    });
  });
}

/** Whether values are those of such variables: as many, each of its shape. */
export function fitVariables(variables: readonly tf.Variable[], values: readonly CheckpointVariable[]): boolean {
  return (
    variables.length === values.length &&
    variables.every(({ shape }, i) => tf.util.arraysEqual(shape, [...values[i]!.shape]))
  );
}
