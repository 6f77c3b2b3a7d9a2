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
  const { normalization, backbone, head } = parseAdderSpec(spec, definitions);
  const context = createBuildContext(seed);
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

function createBuildContext(seed: number): BuildContext {
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
