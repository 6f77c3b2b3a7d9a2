import { IMAGE_SIDE } from '@mnist-adder/dataset';
import * as z from 'zod/mini';
import { defineBackbone, EMBEDDING_LAYER } from '../definition.js';

const count = z.int().check(z.positive());

/** The side of the image after the two convolutions and poolings: 28 → 24 → 12 → 10 → 5 by default. */
function lastSide(kernels: readonly number[]): number {
  return kernels.reduce((side, kernel) => Math.floor((side - kernel + 1) / 2), IMAGE_SIDE);
}

/**
 * Two convolutions and a dense layer: 214,000 parameters that learn in one epoch.
 *
 * Source: tuomaso/train_mnist_fast, whose widths and kernels are the defaults (99.04 ± 0.07 % after one epoch there).
 * Pooling comes before the ReLU as in the source: it gives the same numbers and a quarter of the work.
 */
export const smallCnn = defineBackbone({
  type: 'small-cnn',
  schema: z.strictObject({
    filters: z._default(z.tuple([count, count]), [24, 32]).check(z.describe('channels of the convolutions')),
    // The image is not padded.
    kernels: z
      ._default(
        z.tuple([count, count]).check(
          z.refine((kernels) => lastSide(kernels) >= 1, {
            error: `nothing is left of an image of ${IMAGE_SIDE}×${IMAGE_SIDE} pixels: use smaller kernels`,
          }),
        ),
        [5, 3],
      )
      .check(z.describe("sides of the convolutions' kernels, in pixels")),
    embedding: z._default(count, 256).check(z.describe('length of the embedding')),
    // After the embedding; 0 for none.
    dropout: z
      ._default(z.number().check(z.gte(0), z.lt(1)), 0)
      .check(z.describe('the fraction of the activations that dropout sets to zero')),
  }),

  build(image, { filters, kernels, embedding: units, dropout }, { layers, chain, kernel, dense }) {
    const embedding = chain(
      image, // [b, 28, 28, 1]
      layers.conv2d({
        name: 'conv_1',
        filters: filters[0],
        kernelSize: kernels[0],
        kernelInitializer: kernel('conv_1'),
      }),
      layers.maxPooling2d({ name: 'pool_1', poolSize: 2 }),
      layers.reLU({ name: 'relu_1' }), // [b, 12, 12, 24]
      layers.conv2d({
        name: 'conv_2',
        filters: filters[1],
        kernelSize: kernels[1],
        kernelInitializer: kernel('conv_2'),
      }),
      layers.maxPooling2d({ name: 'pool_2', poolSize: 2 }),
      layers.reLU({ name: 'relu_2' }), // [b, 5, 5, 32]
      layers.flatten({ name: 'flatten' }), // [b, 800]
      dense(EMBEDDING_LAYER, units, 'relu'), // [b, 256]
    );
    return dropout === 0 ? embedding : chain(embedding, layers.dropout({ name: 'dropout', rate: dropout }));
  },
});
