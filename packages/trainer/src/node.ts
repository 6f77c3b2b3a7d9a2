// Backends in Node.
export { BACKEND_NAMES, createBackends, describeBackend, selectBackend } from './backend/select-backend.js';
export { BackendUnavailableError } from './backend/backend-unavailable-error.js';
export type { SelectedBackend } from './backend/select-backend.js';
export { onnxSessionOptions } from './backend/onnx.js';
export type { Availability, Backend, Device, ProbeOptions } from './backend/backend.js';

// Runs on disk.
export { executeRun } from './run/execute-run.js';
export type { FinishedRun, RunOptions } from './run/execute-run.js';
export type { Example, ExampleDigit, ExamplePair } from './run/examples.js';
export { RunDirectoryError } from './run/run-directory.js';
export { describeMachine } from './run/machine.js';
export type { Machine } from './run/machine.js';
export type { RunResult } from './run/result.js';
