/**
 * Recipes, tasks, the training step and its loop: anywhere.
 *
 * @module @mnist-adder/trainer
 */

// Recipes; `./recipes` has them without TensorFlow.js.
export * from './recipes/index.js';

// A recipe's task: the batches and what is learned from them.
export type { AdditionEvaluation } from './task/image-sums/evaluate-addition.js';
export type {
  InputTensors,
  Objective,
  StepOutputScores,
  StepScores,
  Task,
  TaskBatch,
  TaskBatches,
  TaskOptions,
} from './task/task.js';

// The training step, and what runs it.
export type { TrainingStep } from './step/training-step.js';
export type { StepReport } from './step/step-report.js';
export { compiledExecutor } from './executor/compiled-executor.js';
export { eagerExecutor } from './executor/eager-executor.js';
export type { Executor, InputData, PredictorExecutor, StepExecutor } from './executor/executor.js';

// The loop.
export { train, type TrainingOutcome, type TrainOptions } from './loop/train.js';
export type {
  CheckpointWritten,
  EpochEnd,
  EpochStart,
  StepEnd,
  TrainingEnd,
  TrainingEvent,
  TrainingStart,
  WeightsAtEpochEnd,
} from './loop/events.js';
export type { Augmenter } from './augmentation/inline-augmenter.js';
export { teacherOf, type Teacher } from './transfer/teacher.js';

// What a training goes on from.
export {
  memoryCheckpoints,
  type Checkpoint,
  type CheckpointStore,
  type CheckpointVariable,
} from './checkpoint/checkpoint.js';
export type { TrainingIdentity } from './checkpoint/training-identity.js';
export type { TrainingState } from './checkpoint/training-state.js';

// A trained model made fast.
export {
  compilePredictor,
  type Predictor,
  type PredictorOptions,
  type SessionOptions,
} from './prediction/compiled-predictor.js';
export { recordPrediction } from './prediction/record-prediction.js';
