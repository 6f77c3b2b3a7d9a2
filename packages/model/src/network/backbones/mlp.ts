import { layers } from '@tensorflow/tfjs-layers';
import * as z from 'zod/mini';
import { applyAll } from '../apply.js';
import { defineBackbone, EMBEDDING_LAYER } from './backbone.js';

/** Slope of a leaky ReLU for negative numbers: PyTorch's default. */
const NEGATIVE_SLOPE = 0.01;

/**
 * Dense layers over the pixels, the last of which gives the embedding.
 *
 * Source: the reference systems `mlp-490` and `mlp-128-64`.
 */
export const mlp = defineBackbone({
  schema: z.strictObject({
    type: z.literal('mlp'),
    /** Widths of the layers; the last one is the length of the embedding. */
    hidden: z._default(z.array(z.int().check(z.positive())).check(z.minLength(1)), [128, 64]),
    /** What follows each layer. */
    activation: z._default(z.enum(['relu', 'leaky-relu']), 'relu'),
  }),

  build(image, { hidden, activation }, { dense }) {
    const pixels = applyAll(image, layers.flatten({ name: 'flatten' })); // [b, 784]
    return hidden.reduce((features, units, i) => {
      const n = i + 1;
      const name = n === hidden.length ? EMBEDDING_LAYER : `${activation.replace('-', '_')}_${n}`;
      return applyAll(
        features,
        dense(`dense_${n}`, units),
        activation === 'relu' ? layers.reLU({ name }) : layers.leakyReLU({ name, alpha: NEGATIVE_SLOPE }),
      );
    }, pixels);
  },
});
