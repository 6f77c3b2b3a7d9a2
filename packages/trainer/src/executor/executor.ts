import type { PredictAllAddends } from '@mnist-adder/model';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { StepReport } from '../step/step-report.js';
import type { TrainingStep } from '../step/training-step.js';

/** The elements of a step's input, in order; bytes of 0 and 1 for booleans. */
export type InputData = Float32Array | Int32Array | Uint8Array;

/** A training step that is ready to run on a backend. */
export interface StepExecutor {
  /** Runs the step once: updates the state and reports on the batch. */
  run(inputs: Readonly<Record<string, InputData>>): Promise<StepReport>;
  /** Writes the state that the step carries into the model's and the optimizer's variables. */
  writeVariables(): Promise<void>;
  /** Frees what the backend holds for the step. */
  dispose(): Promise<void>;
}

/** A model that is ready to predict on a backend, all ten addends for each image. */
export interface PredictorExecutor {
  readonly predict: PredictAllAddends;
  /** Takes the model's current weights. */
  readVariables(): Promise<void>;
  /** Frees what the backend holds for the predictor. */
  dispose(): Promise<void>;
}

/** What training runs on: it makes steps and predictions executable. The loop knows no more of a backend than this. */
export interface Executor {
  /** Prepares a training step. */
  prepareStep(step: TrainingStep): Promise<StepExecutor>;
  /** Prepares a model to predict any number of images, `batchSize` at once. */
  preparePredictor(model: LayersModel, batchSize: number): Promise<PredictorExecutor>;
}
