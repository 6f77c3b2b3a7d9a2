/**
 * What models are trained and predicted on in Node.
 *
 * @module @mnist-adder/backends
 */

// Backends.
export { BACKEND_NAMES, type BackendName } from './names.js';
export { createBackends, describeBackend, selectBackend, type SelectedBackend } from './select-backend.js';
export type { Availability, Backend, BackendOptions, Device, ProbeOptions } from './backend.js';

// Prediction with a saved model.
export { openPredictor, type SavedPredictor } from './open-predictor.js';
export { openExportedModel, type ExportedModel } from './open-exported-model.js';

// Backends that do not come with the package.
export { INSTALLABLE_BACKENDS, type InstallableBackend } from './names.js';
export { installBackend, type InstallOptions } from './install/install-backend.js';
export { removeBackend } from './install/remove-backend.js';
export type { InstallEvent } from './install/install-context.js';
export type { Installation, InstallationNote } from './install/installation.js';

// What can go wrong.
export { BackendError, ExportedModelError, InstallError, type BackendCode, type InstallCode } from './errors.js';
