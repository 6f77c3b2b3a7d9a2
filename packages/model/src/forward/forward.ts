import { ADDEND_CLASSES } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import type { Network, NetworkLayer } from './network.js';
import { EMBEDDING_LAYER } from '../network/backbones/backbone.js';
import { DIGIT_LAYER, SUM_LAYER } from '../network/heads/head.js';
import { join, toPairs, type Activation, type Concatenation } from './activation.js';
import type { ForwardMode } from './forward-mode.js';
import { LAYER_FUNCTIONS } from './layer-functions.js';
import { UnsupportedModelError } from './unsupported-model-error.js';

/** What a model that reads digits only is given. */
export interface DigitInputs {
  /** [b, 28, 28, 1], pixels from 0 to 1. */
  readonly image: tf.Tensor4D;
}

/** What a model that adds is given. */
export interface AdderInputs extends DigitInputs {
  /** An addend for each image, [b, 10], one-hot or any distribution; or every addend with each image. */
  readonly addend: tf.Tensor2D | 'every';
}

/** What a model that reads digits only makes of b images. */
export interface DigitOutputs {
  /** [b, E] */
  readonly embedding: tf.Tensor2D;
  /** Log-probabilities, [b, 10]. */
  readonly digit: tf.Tensor2D;
  readonly sum?: undefined;
}

/** What a model makes of p pairs: as many as images, or ten an image where every addend is asked for, in row image · 10 + addend. */
export interface AdderOutputs {
  /** [b, E] */
  readonly embedding: tf.Tensor2D;
  /** Log-probabilities, [p, 10]. */
  readonly digit: tf.Tensor2D;
  /** Log-probabilities, [p, 19]. */
  readonly sum: tf.Tensor2D;
}

/**
 * The least probability that a logarithm is taken of where no softmax gives it: above the smallest numbers of float32, so
 * that its reciprocal, which is the gradient, is finite as well.
 */
const TINY = 1e-30;

/**
 * Calculates a model that `createAdder` built, or that was loaded again, in plain ops: what `predict` gives, and besides
 * what training needs and layers do not do. Outputs are log-probabilities, dropout takes masks from outside, batch
 * normalisation has a gradient in closed form, the first layer's input gets none, and every addend can be asked for at once:
 * then the images go through the backbone once and only the head sees pairs.
 *
 * It reads no value and draws no random number, so that it can be recorded as well as run. Weights are the variables of the
 * layers: `tf.variableGrads` finds them. What it makes besides its outputs is disposed of.
 *
 * A model that reads digits only (`hasSum` tells) takes no addend, and gives no sum.
 *
 * @throws `UnsupportedModelError` where the model has a layer that it does not know, or lacks one for what it is given.
 */
export function forward(model: Network, inputs: AdderInputs, mode?: ForwardMode): AdderOutputs;
export function forward(model: Network, inputs: DigitInputs, mode?: ForwardMode): DigitOutputs;
export function forward(
  model: Network,
  { image, addend }: DigitInputs & Partial<AdderInputs>,
  mode: ForwardMode = { training: false },
): AdderOutputs | DigitOutputs {
  return tf.tidy(() => {
    const images = image.shape[0];
    const given: Partial<Record<string, Activation>> = { image: { rows: 'image', tensor: image } };
    if (addend === 'every') given.addend = { rows: 'addend', tensor: tf.eye(ADDEND_CLASSES) };
    else if (addend !== undefined) given.addend = { rows: 'image', tensor: addend };
    const values = runLayers(model, given, images, mode);
    const output = (layer: string): Activation => {
      const value = values.get(layer);
      if (value === undefined) throw new UnsupportedModelError(layer, 'is missing');
      return join(value, images);
    };
    const logProbabilities = (layer: string): tf.Tensor2D => {
      const { rows, tensor, logProbabilities = tf.log(tf.maximum(tensor, TINY)) } = output(layer);
      const activation = { rows, tensor: logProbabilities };
      return (addend === 'every' ? toPairs(activation, images) : activation).tensor as tf.Tensor2D;
    };
    const outputs = {
      embedding: output(EMBEDDING_LAYER).tensor as tf.Tensor2D,
      digit: logProbabilities(DIGIT_LAYER),
    };
    return addend === undefined ? outputs : { ...outputs, sum: logProbabilities(SUM_LAYER) };
  });
}

/** What each layer gives, by the layers' names. */
function runLayers(
  model: Network,
  given: Readonly<Partial<Record<string, Activation>>>,
  images: number,
  mode: ForwardMode,
): ReadonlyMap<string, Activation | Concatenation> {
  const values = new Map<string, Activation | Concatenation>();
  // A model keeps its layers in an order in which each comes after those that it takes its inputs from.
  for (const layer of model.layers) {
    const value = given[layer.name] ?? runLayer(layer, values, images, mode);
    values.set(layer.name, value);
    mode.onActivation?.(layer.name, join(value, images).tensor);
  }
  return values;
}

function runLayer(
  layer: NetworkLayer,
  values: ReadonlyMap<string, Activation | Concatenation>,
  images: number,
  mode: ForwardMode,
): Activation | Concatenation {
  const type = layer.getClassName();
  if (type === 'InputLayer') throw new UnsupportedModelError(layer.name, 'is an input that is not given');
  const run = LAYER_FUNCTIONS[type];
  if (run === undefined) throw new UnsupportedModelError(layer.name, `is of the unknown class ${type}`);
  // The first node is the model's own; others come from using its layers elsewhere as well.
  const inputs = layer.inboundNodes[0]!.inboundLayers.map(({ name }) => values.get(name)!);
  const isFrozen = mode.training && mode.frozen?.has(layer.name);
  return run({ layer, config: layer.getConfig(), inputs, images, mode: isFrozen ? { training: false } : mode });
}
