import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { randomStream } from '@mnist-adder/dataset';
import { createAdder } from '../src/network/create-adder.js';
import type { Scores } from '../src/evaluation/scores.js';
import type { AdderSpecInput } from '../src/network/adder-spec.js';
import { findHead } from '../src/network/parse-spec.js';

/** Each backbone with the number of its dropout layers. */
const BACKBONES: readonly (readonly [backbone: AdderSpecInput['backbone'], dropouts: number])[] = [
  [{ type: 'small-cnn', filters: [2, 3], embedding: 5, dropout: 0.25 }, 1],
  [{ type: 'vgg', filters: [2, 3, 3], convolutions: [1, 1, 2], embedding: 4, dropout: 0.25 }, 1],
  [{ type: 'vgg', filters: [2, 2, 2], convolutions: [1, 1, 1], embedding: 3, dropout: 0.25, columns: 2 }, 2],
  [{ type: 'identity-cnn', filters: [2, 3, 3], embedding: 4, dropout: 0.25 }, 6],
  [{ type: 'lenet', filters: [2, 3], dense: [6, 5] }, 0],
  [{ type: 'mlp', hidden: [6, 5], activation: 'leaky-relu' }, 0],
];

const HEADS: readonly AdderSpecInput['head'][] = [
  { type: 'concat', hidden: [7, 6] },
  { type: 'exact' },
  { type: 'stacked', hidden: [7, 6] },
  { type: 'linear' },
  { type: 'digit' },
];

function nameOf(backbone: AdderSpecInput['backbone']): string {
  return 'columns' in backbone ? `${backbone.type} in ${backbone.columns!} columns` : backbone.type;
}

/** Every backbone with every head, so narrow that the cpu backend is quick enough. */
export const SMALL_SPECS = BACKBONES.flatMap(([backbone, dropouts]) =>
  HEADS.map((head) => ({ name: `${nameOf(backbone)} + ${head.type}`, spec: { backbone, head }, dropouts })),
);

/** Those that add, and those that only read digits. */
export const ADDER_SPECS = SMALL_SPECS.filter(({ spec }) => findHead(spec.head.type).adds);
export const DIGIT_SPECS = SMALL_SPECS.filter(({ spec }) => !findHead(spec.head.type).adds);

/** A model whose weights, biases and moving averages differ from their initial values. Frozen weights keep theirs. */
export function createWornAdder(spec: AdderSpecInput, seed: number): LayersModel {
  const model = createAdder(spec, { seed });
  const frozen = new Set(model.layers.flatMap((layer) => (layer.trainable ? [] : layer.weights)));
  for (const weight of model.weights) {
    const random = randomStream(seed, 'wear', weight.originalName);
    if (frozen.has(weight)) continue;
    const noise = tf.tensor(
      Float32Array.from({ length: tf.util.sizeFromShape(weight.read().shape) }, () => 0.2 * random.uniform() - 0.1),
      weight.read().shape,
    );
    const worn = tf.add(weight.read(), noise);
    weight.write(worn);
    tf.dispose([noise, worn]);
  }
  return model;
}

/** Pixels from 0 to 1, [size, 28, 28, 1]. */
export function randomImages(size: number, seed: number): tf.Tensor4D {
  const random = randomStream(seed, 'images');
  return tf.tensor4d(
    Float32Array.from({ length: size * 784 }, () => random.uniform()),
    [size, 28, 28, 1],
  );
}

/** Pixels from 0 to 255, [size × 784]. */
export function randomBytes(size: number, seed: number): Uint8Array {
  const random = randomStream(seed, 'images');
  return Uint8Array.from({ length: size * 784 }, () => random.below(256));
}

/** Scores for the metadata of a model that was not measured. */
export const SOME_SCORES: Scores = { pairs: 10, loss: 2.25, digit: { accuracy: 0.5, loss: 2.25 } };
