import * as tf from '@tensorflow/tfjs-core';
import { unsupportedModel } from '../model-error.js';
import { variableOf, type NetworkLayer } from '../network/network.js';
import { join, type Activation, type Concatenation } from './activation.js';
import type { ForwardMode } from './forward-mode.js';

/** One layer and what it is calculated from. */
export interface LayerCall {
  readonly layer: NetworkLayer;
  /** The layer's settings, as `getConfig` returns them. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The outputs of the layers before it. */
  readonly inputs: readonly (Activation | Concatenation)[];
  /** The number of images. */
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
  if (weight === undefined) throw unsupportedModel(layer.name, `has no weight named ${name}`);
  return variableOf(weight);
}

const NONLINEARITIES: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  sigmoid: (x) => tf.sigmoid(x),
  tanh: (x) => tf.tanh(x),
};

/** Whether {@link applyNonlinearity} knows a layer's activation function, or the layer has none. */
export const isKnownNonlinearity = (name: unknown): boolean =>
  name === undefined || name === 'softmax' || (typeof name === 'string' && Object.hasOwn(NONLINEARITIES, name));

/** Applies a layer's activation function by its name. */
export function applyNonlinearity(name: unknown, { rows, tensor }: Activation): Activation {
  if (name === 'softmax') {
    const logProbabilities = tf.logSoftmax(tensor);
    return { rows, tensor: tf.exp(logProbabilities), logProbabilities };
  }
  return { rows, tensor: NONLINEARITIES[String(name)]!(tensor) };
}
