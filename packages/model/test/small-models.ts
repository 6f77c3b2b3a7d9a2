import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { randomStream } from '@mnist-adder/dataset';
import { createAdder } from '../src/network/create-adder.js';
import type { AdderSpecInput } from '../src/spec/adder-spec.js';

const BACKBONES: readonly AdderSpecInput['backbone'][] = [
  { type: 'small-cnn', filters: [2, 3], embedding: 5 },
  { type: 'identity-cnn', filters: [2, 3, 3], embedding: 4, dropout: 0.25 },
];

const HEADS: readonly AdderSpecInput['head'][] = [{ type: 'concat', hidden: [7, 6] }, { type: 'exact' }];

/** Every backbone with every head, so narrow that the cpu backend is quick enough. */
export const SMALL_SPECS = BACKBONES.flatMap((backbone) =>
  HEADS.map((head) => ({ name: `${backbone.type} + ${head.type}`, spec: { backbone, head } })),
);

/** A model whose every weight, biases and moving averages too, is away from its initial value; but for the exact addition. */
export function createWornAdder(spec: AdderSpecInput, seed: number): LayersModel {
  const model = createAdder(spec, { seed });
  for (const weight of model.weights) {
    const random = randomStream(seed, 'wear', weight.originalName);
    if (spec.head.type === 'exact' && weight.originalName === 'sum/kernel') continue;
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
