/**
 * Runs on disk, in Node.
 *
 * @module @mnist-adder/trainer/node
 */

// Runs.
export {
  executeRun,
  resumeRun,
  type FinishedRun,
  type InterruptedRun,
  type ResumeOptions,
  type RunOptions,
} from './run/execute-run.js';
export { planResume, planRun, type ResumePlan, type RunPlan } from './run/plan-run.js';
export type { ReadData } from './run/run-data.js';
export type { ModelFolders } from './run/models-of-run.js';
export type { RunBackend, RunContext, RunDevice } from './run/run-context.js';
export type { Example } from './evaluation/examples.js';

// What lies in a run's directory.
export { findRuns, readRun, type FoundRun, type FoundRuns } from './run-directory/find-runs.js';
export { readRunConfig, type PinnedModel, type RunConfig } from './run-directory/run-config.js';
export type { PhaseSeconds, RunResult } from './run-directory/result.js';
export type { Machine } from './run-directory/machine.js';
export type { AdditionEvaluation } from './task/image-sums/evaluate-addition.js';
export { writeReport } from './report/write-report.js';
export { createTensorBoardWriter, type TensorBoardWriter } from './tensorboard/tensorboard-writer.js';

// Augmentation on threads beside the training.
export { workerAugmenter, type WorkerAugmenterOptions } from './augmentation/worker-augmenter.js';

// What can go wrong.
export { RunDirectoryError } from './run-directory/run-directory-error.js';
export { CheckpointError } from './checkpoint/checkpoint-file.js';
