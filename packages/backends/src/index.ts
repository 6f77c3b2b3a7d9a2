/**
 * What models are trained and predicted on in Node.
 *
 * @module @mnist-adder/backends
 */

// Backends.
export { BACKEND_NAMES, type BackendName } from './names.js';
export { createBackends, describeBackend, selectBackend, type SelectedBackend } from './select-backend.js';
export type { Availability, Backend, BackendOptions, Device, ProbeOptions } from './backend.js';
export { BackendUnavailableError } from './backend-unavailable-error.js';
export { onnxSessionOptions } from './onnx.js';

// Prediction with a saved model.
export { openPredictor, type SavedPredictor } from './open-predictor.js';

// Backends that are installed on demand.
export { INSTALLABLE_BACKENDS, type InstallableBackend } from './names.js';
export { installBackend, type InstallOptions } from './install/install-backend.js';
export { removeBackend } from './install/remove-backend.js';
export { installSurroundings, type InstallSurroundings } from './install/surroundings.js';
export type { InstallPlan, NpmPackage, UpstreamPlan, Wheel, WheelPlan } from './install/installable.js';
export type { DownloadedFile } from './install/download.js';
export type { Platform } from './install/plan.js';
export type { ProcessOptions, ProcessResult, RunProcess } from './install/run-process.js';
export type { Installation, InstallationNote } from './install/installation.js';
export type { InstallEvent } from './install/install-event.js';
export { InstallError, type InstallCode } from './install/install-error.js';
