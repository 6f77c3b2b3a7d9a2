// Backends in Node.
export { BACKEND_NAMES, BackendUnavailableError, selectBackend } from './backend/select-backend.js';
export type { SelectedBackend } from './backend/select-backend.js';
export { onnxSessionOptions } from './backend/onnx.js';
export type { Backend } from './backend/backend.js';

// A saved model made fast.
export { openPredictor } from './prediction/open-predictor.js';

// Runs on disk.
export { executeRun } from './run/execute-run.js';
export type { FinishedRun, RunOptions } from './run/execute-run.js';
export type { Example, ExampleDigit, ExamplePair } from './run/examples.js';
export { RunDirectoryError } from './run/run-directory.js';
export { describeMachine } from './run/machine.js';
export type { Machine } from './run/machine.js';
export type { RunResult } from './run/result.js';
