import type { PredictAllAddends } from '@mnist-adder/model';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { StepReport } from '../step/step-report.js';
import type { TrainingStep } from '../step/training-step.js';
import { TrainerError } from '../trainer-error.js';

/** The elements of a step's input, in order; bytes of 0 and 1 for booleans. */
export type InputData = Float32Array | Int32Array | Uint8Array;

/** A training step that is ready to run on a backend. Once it is disposed of, it throws `TrainerError` `disposed`. */
export interface StepExecutor {
  /** Runs the step once: updates the state and reports on the batch. */
  run(inputs: Readonly<Record<string, InputData>>): Promise<StepReport>;
  /** Writes the state that the step carries into the model's and the optimizer's variables. */
  writeVariables(): Promise<void>;
  /** Waits for the runs that have begun, and frees what the backend holds for the step. It may be called again. */
  dispose(): Promise<void>;
}

/**
 * A model that is ready to predict on a backend, all ten addends for each image. Once it is disposed of, it throws `TrainerError`
 * `disposed`.
 */
export interface PredictorExecutor {
  readonly predict: PredictAllAddends;
  /** Takes the model's current weights. */
  readVariables(): Promise<void>;
  /** Waits for the predictions that have begun, and frees what the backend holds for them. It may be called again. */
  dispose(): Promise<void>;
}

/** What training runs on: it makes steps and predictions executable. The loop knows no more of a backend than this. */
export interface Executor {
  /** Prepares a training step. */
  prepareStep(step: TrainingStep): Promise<StepExecutor>;
  /** Prepares a model to predict any number of images, `batchSize` at once. */
  preparePredictor(model: LayersModel, batchSize: number): Promise<PredictorExecutor>;
}

/** Creates the error of a step or a predictor that is used after it was disposed of. */
export const disposedExecutor = (): TrainerError =>
  new TrainerError('disposed', 'What the executor has prepared was disposed of: prepare it again.');
