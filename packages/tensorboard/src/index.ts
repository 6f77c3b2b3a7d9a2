/**
 * TensorBoard event files, written from JavaScript.
 *
 * @module @mnist-adder/tensorboard
 */
export { createEventFile, type EventFile, type EventFileOptions } from './event-file.js';
export { EventFileError } from './event-file-error.js';
export {
  histogramValue,
  imageValue,
  layoutValue,
  scalarValue,
  settingsValue,
  textValue,
  type SummaryValue,
} from './summary.js';
export { flattenSettings, settingsTable, type Setting } from './settings.js';
