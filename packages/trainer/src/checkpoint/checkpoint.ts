import * as tf from '@tensorflow/tfjs-core';
import type { TrainingIdentity } from './training-identity.js';
import type { TrainingState } from './training-state.js';

/** A training between two steps. A training that goes on from it comes to the same bytes as one that was never stopped. */
export interface Checkpoint {
  /** The training that it belongs to. */
  readonly training: TrainingIdentity;
  readonly state: TrainingState;
  /** All state of the step, in its order: weights, optimizer slots, moving averages. */
  readonly variables: readonly CheckpointVariable[];
}

/** The value of a variable. */
export interface CheckpointVariable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Where checkpoints go. A store keeps the newest ones and the best one, which {@link TrainingState} names. */
export interface CheckpointStore {
  /** Stores a checkpoint. */
  write(checkpoint: Checkpoint): Promise<void>;
  /** Returns the checkpoint after so many steps. */
  read(step: number): Promise<Checkpoint>;
}

/** A store that keeps the last checkpoint and the best one in memory. */
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
    // `data()` and not `dataSync()`, which WebGPU does not have.
    variables.map(async (variable) => ({
      name: variable.name,
      shape: [...variable.shape],
      data: (await variable.data<'float32'>()).slice(),
    })),
  );
}

/** Assigns variables the values of a checkpoint. */
export function restoreVariables(variables: readonly tf.Variable[], values: readonly CheckpointVariable[]): void {
  variables.forEach((variable, i) => {
    tf.tidy(() => {
      variable.assign(tf.tensor(values[i]!.data, [...variable.shape]));
    });
  });
}

/** Whether values fit variables: as many, each of the same shape. */
export function fitVariables(variables: readonly tf.Variable[], values: readonly CheckpointVariable[]): boolean {
  return (
    variables.length === values.length &&
    variables.every(({ shape }, i) => tf.util.arraysEqual(shape, [...values[i]!.shape]))
  );
}
