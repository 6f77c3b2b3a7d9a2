import * as z from 'zod/mini';
import { defineBackbone, EMBEDDING_LAYER } from '../definition.js';

/** Slope of a leaky ReLU for negative numbers: PyTorch's default. */
const NEGATIVE_SLOPE = 0.01;

/**
 * Dense layers on the pixels. The last one gives the embedding.
 *
 * Source: the reference systems `mlp-490` and `mlp-128-64`.
 */
export const mlp = defineBackbone({
  type: 'mlp',
  schema: z.strictObject({
    hidden: z
      ._default(z.array(z.int().check(z.positive())).check(z.minLength(1)), [128, 64])
      .check(z.describe('widths of the layers; the last one is the length of the embedding')),
    activation: z
      ._default(z.enum(['relu', 'leaky-relu']), 'relu')
      .check(z.describe('the activation function after each layer')),
  }),

  build(image, { hidden, activation }, { layers, chain, dense }) {
    const pixels = chain(image, layers.flatten({ name: 'flatten' })); // [b, 784]
    return hidden.reduce((features, units, i) => {
      const n = i + 1;
      const name = n === hidden.length ? EMBEDDING_LAYER : `${activation.replace('-', '_')}_${n}`;
      return chain(
        features,
        dense(`dense_${n}`, units),
        activation === 'relu' ? layers.reLU({ name }) : layers.leakyReLU({ name, alpha: NEGATIVE_SLOPE }),
      );
    }, pixels);
  },
});
