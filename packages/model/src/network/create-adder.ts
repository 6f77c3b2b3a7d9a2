import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_SIDE, randomStream, SUM_CLASSES } from '@mnist-adder/dataset';
import { checkOptions, is } from '@mnist-adder/dataset/internal';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, input, layers, model, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { AdderSpec, AdderSpecInput } from './adder-spec.js';
import { DIGIT_LAYER, SUM_LAYER, type Backbone, type BuildContext, type Definitions, type Head } from './definition.js';
import { findBackbone, findHead, parseAdderSpec } from './parse-spec.js';

export interface CreateAdderOptions<B extends Backbone = Backbone, H extends Head = Head> extends Definitions<B, H> {
  /** An integer that seeds the initial weights: the same spec and seed give the same weights, byte for byte. Default: 0. */
  readonly seed?: number;
}

/**
 * Builds a network of stock TensorFlow.js layers, on the active backend.
 *
 * Inputs: `image` [b, 28, 28, 1], pixels from 0 to 1, light ink on a dark background; `addend` [b, 10], one-hot. Outputs, each a
 * probability distribution: `digit` [b, 10] and `sum` [b, 19]. With a head that does not add, such as `digit`, there is neither an addend
 * nor a sum. Normalisation is a layer inside, so nobody who loads the model can get it wrong. The layer named `embedding` gives the
 * embedding.
 *
 * @throws `ModelError` `spec` unless the spec is valid.
 * @throws `ArgumentError` unless the seed is an integer.
 */
export function createAdder<B extends Backbone = never, H extends Head = never>(
  spec: AdderSpecInput<B, H> | AdderSpec,
  options: CreateAdderOptions<B, H> = {},
): LayersModel {
  checkOptions('options', options, {
    seed: is.optional(is.integer()),
    backbones: is.anything,
    heads: is.anything,
  });
  const { seed = 0, ...definitions } = options;
  return buildAdder(parseAdderSpec(spec, definitions), seed, definitions);
}

/** Is asked before a layer is used and before a weight is made. What it throws ends the building. */
export interface BuildGuard {
  readonly layer: (name: string) => void;
  /** @param name `<layer>/<name>`: `conv_1/kernel` */
  readonly weight: (name: string, shape: readonly number[]) => void;
}

/**
 * Builds a network as {@link createAdder} does, under the eyes of a guard: a spec of a few bytes can ask for any number of layers and
 * weights. If the building ends with an error, no weights are left.
 */
export function buildAdder(
  { normalization, backbone, head }: AdderSpec,
  seed: number,
  definitions: Definitions,
  guard: BuildGuard = { layer: () => undefined, weight: () => undefined },
): LayersModel {
  const made: Layer[] = [];
  const watched = watchedLayers((layer) => {
    guard.layer(layer.name);
    made.push(layer);
    watchWeights(layer, guard);
  });
  try {
    return connect({ normalization, backbone, head }, createBuildContext(seed, watched), definitions);
  } catch (error) {
    for (const layer of made) for (const weight of layer.weights) weight.dispose();
    throw error;
  }
}

type Layer = layers.Layer;

/** The stock layers of TensorFlow.js. Each one that is made is shown first. */
function watchedLayers(onLayer: (layer: Layer) => void): typeof layers {
  return new Proxy(
    { ...layers },
    {
      get(target, name, receiver) {
        const make: unknown = Reflect.get(target, name, receiver);
        // Classes and other values stay as they are.
        if (typeof make !== 'function' || !/^[a-z]/.test(String(name))) return make;
        return (...args: unknown[]) => {
          const layer: unknown = Reflect.apply(make, undefined, args);
          if (layer instanceof layers.Layer) onLayer(layer);
          return layer;
        };
      },
    },
  );
}

/** Shows each weight of a layer before its memory is taken. */
function watchWeights(layer: Layer, { weight }: BuildGuard): void {
  const addWeight: unknown = Reflect.get(layer, 'addWeight');
  if (typeof addWeight !== 'function') return;
  const watched = (name: string, shape: readonly number[], ...rest: unknown[]): unknown => {
    weight(`${layer.name}/${name}`, shape);
    return Reflect.apply(addWeight, layer, [name, shape, ...rest]);
  };
  Object.defineProperty(layer, 'addWeight', { value: watched });
}

function connect(
  { normalization, backbone, head }: AdderSpec,
  context: BuildContext,
  definitions: Definitions,
): LayersModel {
  const { layers } = context;
  const image = input({ name: 'image', shape: [IMAGE_SIDE, IMAGE_SIDE, 1] });
  const addend = input({ name: 'addend', shape: [ADDEND_CLASSES] });
  const normalised = context.chain(
    image,
    layers.rescaling({
      name: 'normalization',
      scale: 1 / normalization.std,
      offset: -normalization.mean / normalization.std,
    }),
  );
  const embedding = findBackbone(backbone.type, definitions).build(normalised, backbone, context);
  const { digit, sum } = findHead(head.type, definitions).build({ embedding, addend }, head, context);
  const name = 'mnist_adder';
  return sum === undefined
    ? model({ name, inputs: image, outputs: digit })
    : model({ name, inputs: [image, addend], outputs: [digit, sum] });
}

const OUTPUT_CLASSES = { [DIGIT_LAYER]: DIGIT_CLASSES, [SUM_LAYER]: SUM_CLASSES };

function createBuildContext(seed: number, layers: BuildContext['layers']): BuildContext {
  const chain: BuildContext['chain'] = (input, ...chained) =>
    chained.reduce<SymbolicTensor | SymbolicTensor[]>(
      (features, layer) => layer.apply(features) as SymbolicTensor,
      input,
    ) as SymbolicTensor;
  const kernel: BuildContext['kernel'] = (layerName) =>
    initializers.varianceScaling({
      // A uniform distribution within ±√(3 · scale / fan-in).
      scale: 1 / 3,
      mode: 'fanIn',
      distribution: 'uniform',
      // TensorFlow.js takes a seed of 0 for none, and layers that share a seed would start out correlated.
      seed: 1 + randomStream(seed, 'weights', layerName).below(2 ** 31 - 1),
    });
  const dense: BuildContext['dense'] = (name, units, activation = 'linear') =>
    layers.dense({ name, units, activation, kernelInitializer: kernel(name) });
  return {
    layers,
    chain,
    kernel,
    dense,
    output: (name, features) => chain(features, dense(name, OUTPUT_CLASSES[name], 'softmax')),
    frozenDense(name, features, rows) {
      const layer = layers.dense({ name, units: rows[0]!.length, useBias: false, trainable: false });
      const output = chain(features, layer);
      const weights = tf.tensor2d(rows.map((row) => [...row]));
      layer.setWeights([weights]);
      weights.dispose();
      return output;
    },
  };
}
