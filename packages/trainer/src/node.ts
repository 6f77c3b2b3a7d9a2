/**
 * Checkpoints and runs, in Node.
 *
 * @module @mnist-adder/trainer/node
 */

// Training images, changed at random beside the training.
export { workerAugmenter } from './augmentation/worker-augmenter.js';
export type { WorkerAugmenterOptions } from './augmentation/worker-augmenter.js';
export { AugmentationError } from './augmentation/augmentation-error.js';

// What TensorBoard shows of a run.
export { createTensorBoardWriter } from './tensorboard/tensorboard-writer.js';
export type { TensorBoardWriter } from './tensorboard/tensorboard-writer.js';

// Runs on disk.
export { executeRun, resumeRun } from './run/execute-run.js';
export type { FinishedRun, InterruptedRun, ResumeOptions, RunOptions } from './run/execute-run.js';
export type { ModelFolders } from './run/models-of-run.js';
export type { RunBackend, RunDevice, RunContext } from './run/open-run.js';
export { planRun } from './run/plan-run.js';
export type { RunPlan } from './run/plan-run.js';
export { findRuns, readRun } from './run/find-runs.js';
export type { FoundRun, FoundRuns } from './run/find-runs.js';
export { readRunConfig } from './run/run-config.js';
export type { RunConfig } from './run/run-config.js';
export type { Example, ExampleDigit, ExamplePair } from './prediction/examples.js';
export { RunDirectoryError } from './run/run-directory-error.js';
export { CheckpointError } from './checkpoint/checkpoint-error.js';
export { describeMachine } from './run/machine.js';
export type { Machine } from './run/machine.js';
export { writeReport } from './report/write-report.js';
export { defaultRunName } from './run/result.js';
export type { PhaseSeconds, RunResult } from './run/result.js';
