import type { PredictEvery } from '@mnist-adder/model';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { StepReport } from '../step/step-report.js';
import type { TrainingStep } from '../step/training-step.js';

/** The elements of a step's input, in order; bytes of 0 and 1 for truth values. */
export type InputData = Float32Array | Int32Array | Uint8Array;

/** A training step made ready to run on some backend. */
export interface StepExecutor {
  /** Runs the step once: the state moves on, and the batch's metrics come back. */
  run(inputs: Readonly<Record<string, InputData>>): Promise<StepReport>;
  /** Brings the state that the step carries into the model's and the optimizer's variables. */
  writeVariables(): Promise<void>;
  dispose(): Promise<void>;
}

/** A model made ready to predict on some backend, every addend for each image. */
export interface PredictorExecutor {
  readonly predict: PredictEvery;
  /** Takes the model's weights as they are now. */
  readVariables(): Promise<void>;
  dispose(): Promise<void>;
}

/** What training runs on: it makes steps and predictions executable. The loop knows no more of a backend than this. */
export interface Executor {
  prepareStep(step: TrainingStep): Promise<StepExecutor>;
  preparePredictor(model: LayersModel, batchSize: number): Promise<PredictorExecutor>;
}
