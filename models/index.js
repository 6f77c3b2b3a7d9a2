// @ts-check
import { fileURLToPath, URL } from 'node:url';

/** The names of the models. */
export const MODELS = /** @type {const} */ ([
  'adder-small',
  'adder-best',
  'exact-small',
  'stacked-sum',
  'embedding-concat',
  'mlp-128-64',
]);

/**
 * The folder of a model, in Node.
 *
 * @param {(typeof MODELS)[number]} name
 */
export function modelFolder(name) {
  if (MODELS.includes(name)) return fileURLToPath(new URL(name, import.meta.url));
  throw new RangeError(`There is no model ${name}: give one of ${MODELS.join(', ')}.`);
}
