/**
 * Backends, checkpoints and runs, in Node.
 *
 * @module @mnist-adder/trainer/node
 */

// Backends in Node.
export { BACKEND_NAMES, createBackends, describeBackend, selectBackend } from './backend/select-backend.js';
export { BackendUnavailableError } from './backend/backend-unavailable-error.js';
export type { SelectedBackend } from './backend/select-backend.js';
export { onnxSessionOptions } from './backend/onnx.js';
export type { Availability, Backend, BackendOptions, Device, ProbeOptions } from './backend/backend.js';

// Backends that do not come with the package.
export { INSTALLABLE_BACKENDS } from './backend/install/installable.js';
export type {
  InstallableBackend,
  InstallPlan,
  NpmPackage,
  UpstreamPlan,
  Wheel,
  WheelPlan,
} from './backend/install/installable.js';
export type { DownloadedFile } from './backend/install/download.js';
export type { Platform } from './backend/install/plan.js';
export type { ProcessOptions, ProcessResult, RunProcess } from './backend/install/run-process.js';
export { installBackend } from './backend/install/install-backend.js';
export type { InstallOptions } from './backend/install/install-backend.js';
export type { Installation, InstallationNote } from './backend/install/installation.js';
export { removeBackend } from './backend/install/remove-backend.js';
export { installSurroundings } from './backend/install/surroundings.js';
export type { InstallEvent } from './backend/install/install-event.js';
export type { InstallSurroundings } from './backend/install/surroundings.js';
export { InstallError } from './backend/install/install-error.js';
export type { InstallCode } from './backend/install/install-error.js';

// Training images, changed at random beside the training.
export { workerAugmenter } from './augmentation/worker-augmenter.js';
export type { WorkerAugmenterOptions } from './augmentation/worker-augmenter.js';
export { AugmentationError } from './augmentation/augmentation-error.js';

// A saved model made fast.
export { openPredictor } from './prediction/open-predictor.js';
export type { SavedPredictor } from './prediction/open-predictor.js';

// What TensorBoard shows of a run.
export type { EventFileOptions } from './tensorboard/event-file.js';
export { createTensorBoardWriter } from './tensorboard/tensorboard-writer.js';
export type { TensorBoardWriter, TensorBoardWriterOptions } from './tensorboard/tensorboard-writer.js';

// Runs on disk.
export { executeRun, resumeRun } from './run/execute-run.js';
export type { FinishedRun, InterruptedRun, ResumeOptions, RunOptions } from './run/execute-run.js';
export type { ModelFolders } from './run/models-of-run.js';
export type { RunSurroundings } from './run/open-run.js';
export { planRun } from './run/plan-run.js';
export type { RunPlan } from './run/plan-run.js';
export { findRuns, readRun } from './run/find-runs.js';
export type { FoundRun, FoundRuns } from './run/find-runs.js';
export { readRunConfig } from './run/run-config.js';
export type { RunConfig } from './run/run-config.js';
export type { Example, ExampleDigit, ExamplePair } from './run/examples.js';
export { RunDirectoryError } from './run/run-directory-error.js';
export { CheckpointError } from './checkpoint/checkpoint-error.js';
export { describeMachine } from './run/machine.js';
export type { Machine } from './run/machine.js';
export { writeReport } from './report/write-report.js';
export { defaultRunName } from './run/result.js';
export type { PhaseSeconds, RunResult } from './run/result.js';
