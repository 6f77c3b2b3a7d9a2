import type * as tf from '@tensorflow/tfjs-core';
import { unsupportedModel } from '../model-error.js';
import { toPairs, type Activation, type Concatenation } from './activation.js';
import { activation, add, concatenate, leakyReLU, multiply, reLU, rescaling, reshape } from './arrangement.js';
import { averagePooling2d, conv2d, globalAveragePooling2d, maxPooling2d } from './convolution.js';
import { dense } from './dense.js';
import { inputsOf, isKnownNonlinearity, type LayerCall, type LayerFunction } from './layer-call.js';
import { batchNormalization, dropout } from './regularisation.js';

/** The classes of layers that are calculated in plain ops. */
const LAYER_FUNCTIONS: Readonly<Partial<Record<string, LayerFunction>>> = {
  Activation: activation,
  Add: add,
  AveragePooling2D: averagePooling2d,
  BatchNormalization: batchNormalization,
  Concatenate: concatenate,
  Conv2D: conv2d,
  Dense: dense,
  Dropout: dropout,
  Flatten: reshape,
  GlobalAveragePooling2D: globalAveragePooling2d,
  LeakyReLU: leakyReLU,
  MaxPooling2D: maxPooling2d,
  Multiply: multiply,
  ReLU: reLU,
  Rescaling: rescaling,
  Reshape: reshape,
};

/** Calculates a layer: in plain ops if its class and its activation are known here, or by its own `call`. */
export function runLayer(call: LayerCall): Activation | Concatenation {
  const layerFunction = LAYER_FUNCTIONS[call.layer.getClassName()];
  return layerFunction !== undefined && isKnownNonlinearity(call.config.activation)
    ? layerFunction(call)
    : callLayer(call);
}

/** Layers that draw random numbers in training. TensorFlow.js draws the same ones in every step, or ones that cannot be reproduced. */
const RANDOM_IN_TRAINING = new Set(['AlphaDropout', 'Dropout', 'GaussianDropout', 'GaussianNoise', 'SpatialDropout1D']);

/**
 * Calculates a layer by its own `call`. That is right for a layer that is a function of its inputs and weights, row by row. Others are
 * refused: what is random in training, what keeps a state from call to call, and what passes a mask on.
 */
function callLayer(call: LayerCall): { readonly rows: 'image' | 'addend' | 'pair'; readonly tensor: tf.Tensor } {
  const { layer, images, mode } = call;
  const type = layer.getClassName();
  if (layer.call === undefined) {
    const isKnown = LAYER_FUNCTIONS[type] !== undefined;
    const what = isKnown
      ? `has the unknown activation ${String(call.config.activation)}`
      : `is of the unknown class ${type}`;
    throw unsupportedModel(layer.name, what);
  }
  refuseWhatCallGetsWrong(call, type);
  const inputs = inputsOf(call);
  const { rows } = inputs[0]!;
  const same = inputs.every((input) => input.rows === rows);
  const tensors = inputs.map((input) => (same ? input : toPairs(input, images)).tensor);
  const outputs = layer.call(tensors.length === 1 ? tensors[0]! : tensors, { training: mode.training });
  const [output, ...others] = Array.isArray(outputs) ? outputs : [outputs];
  if (output === undefined || others.length > 0) throw unsupportedModel(layer.name, 'has several outputs');
  return { rows: same ? rows : 'pair', tensor: output };
}

function refuseWhatCallGetsWrong({ layer, config, mode }: LayerCall, type: string): void {
  const parts = [{ type, config }, ...partsWithin(config)];
  for (const part of parts) {
    const name = part.type === type ? layer.name : `${layer.name} (${part.type})`;
    if (part.config.stateful === true) throw unsupportedModel(name, 'keeps a state from one batch to the next');
    if (part.type === 'Masking' || part.config.maskZero === true) throw unsupportedModel(name, 'passes on a mask');
    const isRandom =
      RANDOM_IN_TRAINING.has(part.type) || [part.config.dropout, part.config.recurrentDropout].some(Boolean);
    if (mode.training && isRandom) {
      throw unsupportedModel(name, 'draws random numbers in training that cannot be reproduced');
    }
  }
}

interface Part {
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The layers that a layer contains, such as those of a wrapper or of a nested model. */
function partsWithin(config: unknown): Part[] {
  if (typeof config !== 'object' || config === null) return [];
  const { className, config: own } = config as { className?: unknown; config?: unknown };
  const isPart = typeof className === 'string' && typeof own === 'object' && own !== null;
  const part = isPart ? [{ type: className, config: own as Part['config'] }] : [];
  return [...part, ...Object.values(config).flatMap(partsWithin)];
}
