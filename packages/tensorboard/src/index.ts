/**
 * TensorBoard event files, written from JavaScript.
 *
 * @module @mnist-adder/tensorboard
 */

// Event files.
export { EventFileError, openEventFile, type EventFile, type EventFileOptions } from './event-file.js';
export type { ChartCategory, EventValues, PngImage } from './summary.js';
export type { Numbers } from './histogram.js';

// What can go wrong.
export { ArgumentError } from './check-arguments.js';

// Settings of a run.
export { flattenSettings, settingsTable, type Setting } from './settings.js';
