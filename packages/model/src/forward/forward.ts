import { ArgumentError, ADDEND_CLASSES } from '@mnist-adder/dataset';
import { type Check, checkFields, checkObject, is } from '@mnist-adder/dataset/internal';
import * as tf from '@tensorflow/tfjs-core';
import { unsupportedModel } from '../model-error.js';
import { DIGIT_LAYER, EMBEDDING_LAYER, SUM_LAYER } from '../network/definition.js';
import { hasSum, type Network, type NetworkLayer } from '../network/network.js';
import { join, toPairs, type Activation, type Concatenation } from './activation.js';
import type { ForwardMode } from './forward-mode.js';
import { runLayer } from './layer-functions.js';

/** The inputs of a model. */
export interface Inputs {
  /** [b, 28, 28, 1], pixels from 0 to 1. */
  readonly image: tf.Tensor4D;
  /** An addend for each image, [b, 10], one-hot or any distribution; or `'all'` ten addends with each image. Only for a model that adds. */
  readonly addend?: tf.Tensor2D | 'all' | undefined;
}

/** The outputs of a model for b images and p pairs. p is b, or 10 · b with all addends, in row image · 10 + addend. */
export interface Outputs {
  /** [b, E] */
  readonly embedding: tf.Tensor2D;
  /** Log-probabilities, [p, 10]. */
  readonly digit: tf.Tensor2D;
  /** Log-probabilities, [p, 19]; absent if the model only reads digits. */
  readonly sum?: tf.Tensor2D;
}

/**
 * The smallest probability that a logarithm is taken of if no softmax gives the logarithm itself. It lies above the smallest float32, so
 * that its reciprocal, the gradient, is finite too.
 */
const TINY = 1e-30;

/**
 * Calculates a model that `createAdder` built, or that was loaded, in plain ops. The result is what `predict` gives, plus what training
 * needs and layers do not do: outputs are log-probabilities, dropout takes its masks from outside, batch normalisation has a gradient in
 * closed form, the first layer's input gets no gradient, and all addends can be asked for at once. Then images go through the backbone
 * once and only the head sees pairs.
 *
 * It reads no value and draws no random number, so it can be recorded as well as run. Weights are the variables of the layers:
 * `tf.variableGrads` finds them. Everything but the outputs is disposed of.
 *
 * A layer of an unknown class or with an unknown activation is calculated by its own `call`, if that is a pure function of its inputs and weights.
 *
 * @throws `ModelError` `unsupported-model` if the model has a layer that cannot be calculated, lacks one that is needed, or the addend
 *   does not fit the model.
 */
export function forward(
  model: Network,
  inputs: Inputs & { readonly addend: tf.Tensor2D | 'all' },
  mode?: ForwardMode,
): Required<Outputs>;
export function forward(model: Network, inputs: Inputs, mode?: ForwardMode): Outputs;
export function forward(model: Network, inputs: Inputs, mode: ForwardMode = { training: false }): Outputs {
  checkForward(model, inputs, mode);
  const { image, addend } = inputs;
  return tf.tidy(() => {
    const images = image.shape[0];
    const given: Partial<Record<string, Activation>> = { image: { rows: 'image', tensor: image } };
    if (addend === 'all') given.addend = { rows: 'addend', tensor: tf.eye(ADDEND_CLASSES) };
    else if (addend !== undefined) given.addend = { rows: 'image', tensor: addend };
    const values = runLayers(model, given, images, mode);
    const output = (layer: string): Activation => {
      const value = values.get(layer);
      if (value === undefined) throw unsupportedModel(layer, 'is missing');
      return join(value, images);
    };
    const logProbabilities = (layer: string): tf.Tensor2D => {
      const { rows, tensor, logProbabilities = tf.log(tf.maximum(tensor, TINY)) } = output(layer);
      const activation = { rows, tensor: logProbabilities };
      return (addend === 'all' ? toPairs(activation, images) : activation).tensor as tf.Tensor2D;
    };
    const outputs = {
      embedding: output(EMBEDDING_LAYER).tensor as tf.Tensor2D,
      digit: logProbabilities(DIGIT_LAYER),
    };
    return addend === undefined ? outputs : { ...outputs, sum: logProbabilities(SUM_LAYER) };
  });
}

/**
 * Calculates a model with all ten addends for each image, or for the images alone if it only reads digits.
 *
 * @param image [b, 28, 28, 1], pixels from 0 to 1.
 */
export function forwardAllAddends(model: Network, image: tf.Tensor4D, mode?: ForwardMode): Outputs {
  return forward(model, { image, addend: hasSum(model) ? 'all' : undefined }, mode);
}

/** The output of each layer, by the layer's name. */
function runLayers(
  model: Network,
  given: Readonly<Partial<Record<string, Activation>>>,
  images: number,
  mode: ForwardMode,
): ReadonlyMap<string, Activation | Concatenation> {
  const values = new Map<string, Activation | Concatenation>();
  for (const layer of model.layers) {
    const value = given[layer.name] ?? runNode(layer, values, images, mode);
    values.set(layer.name, value);
    mode.onActivation?.(layer.name, join(value, images).tensor);
  }
  return values;
}

function runNode(
  layer: NetworkLayer,
  values: ReadonlyMap<string, Activation | Concatenation>,
  images: number,
  mode: ForwardMode,
): Activation | Concatenation {
  if (layer.getClassName() === 'InputLayer') throw unsupportedModel(layer.name, 'is an input that is not given');
  // The first node is the model's own. Others come from using its layers in other models too.
  const inputs = layer.inboundNodes[0]!.inboundLayers.map(({ name }) => values.get(name)!);
  const isFrozen = mode.training && mode.frozen?.has(layer.name);
  return runLayer({
    layer,
    config: layer.getConfig(),
    inputs,
    images,
    mode: isFrozen ? { training: false } : mode,
  });
}

/**
 * Checks what {@link forward} is given.
 *
 * @throws `ArgumentError` if it is no model, no tensor, or no mode.
 */
function checkForward(model: Network, inputs: Inputs, mode: ForwardMode): void {
  hasSum(model); // Refuses what is no model.
  const tensor: Check = (argument, value) => {
    if (!(value instanceof tf.Tensor)) throw new ArgumentError(argument, 'a tensor', value);
  };
  checkFields('inputs', inputs, { image: tensor });
  if (inputs.addend !== 'all') checkFields('inputs', inputs, { addend: is.optional(tensor) });
  checkObject('mode', mode, ['training']);
  const hooks = { training: is.boolean, onActivation: is.optional(is.function) };
  if (mode.training) checkFields('mode', mode, { ...hooks, dropoutMask: is.function });
  else checkFields('mode', mode, hooks);
}
