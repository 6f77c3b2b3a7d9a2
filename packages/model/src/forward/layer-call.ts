import type * as tf from '@tensorflow/tfjs-core';
import type { NetworkLayer } from './network.js';
import { join, type Activation, type Concatenation } from './activation.js';
import type { ForwardMode } from './forward-mode.js';
import { UnsupportedModelError } from './unsupported-model-error.js';
import { variableOf } from './variable-of.js';

/** One layer and what it is to be calculated from. */
export interface LayerCall {
  readonly layer: NetworkLayer;
  /** The layer's settings, as it writes them down. */
  readonly config: Readonly<Record<string, unknown>>;
  /** What the layers before it gave. */
  readonly inputs: readonly (Activation | Concatenation)[];
  /** How many images there are. */
  readonly images: number;
  readonly mode: ForwardMode;
}

/** Calculates a layer. */
export type LayerFunction = (call: LayerCall) => Activation | Concatenation;

/** The input of a layer that takes one. */
export const inputOf = ({ inputs, images }: LayerCall): Activation => join(inputs[0]!, images);

/** The inputs of a layer that takes several. */
export const inputsOf = ({ inputs, images }: LayerCall): Activation[] => inputs.map((input) => join(input, images));

/** A weight by the name that its layer gave it: `kernel`. */
export function weightOf({ layer }: LayerCall, name: string): tf.Variable {
  const weight = layer.weights.find(({ originalName }) => originalName.endsWith(`/${name}`));
  if (weight === undefined) throw new UnsupportedModelError(layer.name, `has no weight named ${name}`);
  return variableOf(weight);
}
