import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Keys that may differ: how weights were initialised before training, and the version of TensorFlow.js. */
const IGNORED = /^(.*_initializer|keras_version)$/;

/** Whether a topology of the TensorFlow.js layers format describes the layers of a model. */
export const isTopologyOf = (topology: unknown, model: LayersModel): boolean =>
  canonical(topology) === canonical(model.toJSON(null, false));

function canonical(topology: unknown): string {
  return JSON.stringify(topology, (key, value: unknown) => {
    if (IGNORED.test(key)) return undefined;
    return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  });
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
