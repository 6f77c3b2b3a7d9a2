/** The names of the models. */
export declare const MODELS: readonly [
  'adder-small',
  'adder-best',
  'exact-small',
  'stacked-sum',
  'embedding-concat',
  'mlp-128-64',
];

/** The name of a model. */
export type ModelName = (typeof MODELS)[number];

/**
 * Returns the absolute path of the folder of a model, in Node.
 *
 * @throws `RangeError` if there is no model of that name.
 */
export declare function modelFolder(name: ModelName): string;
