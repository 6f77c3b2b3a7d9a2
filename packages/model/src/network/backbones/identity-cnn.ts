import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as z from 'zod/mini';
import { defineBackbone, EMBEDDING_LAYER, type BuildContext } from '../definition.js';

const count = z.int().check(z.positive());

/**
 * Three blocks of two convolutions with batch normalisation and dropout, and an embedding of 20 numbers: the network of the
 * reference system `identity-adder`.
 *
 * The receptive field: two 3×3 convolutions see 5×5 pixels, the pooling 6×6; the second block, two pixels apart, 14×14 and
 * 16×16; the third, four pixels apart, 24×24 and 32×32, which is the whole image.
 */
export const identityCnn = defineBackbone({
  type: 'identity-cnn',
  schema: z.strictObject({
    // One width a block. The source leaves them open: usual widths, doubled where the image is first halved.
    filters: z._default(z.tuple([count, count, count]), [16, 32, 32]).check(z.describe('channels of the convolutions')),
    // The source leaves the rate open: a low one, for so small a network.
    dropout: z
      ._default(z.number().check(z.gte(0), z.lt(1)), 0.1)
      .check(z.describe('the fraction of the activations that dropout sets to zero')),
    // 20 in the source.
    embedding: z._default(count, 20).check(z.describe('length of the embedding')),
  }),

  build(image, { filters, dropout, embedding }, context) {
    const { layers, chain, dense } = context;
    const [first, second, third] = filters;
    const block1 = convolutionBlock(image, 1, first, dropout, context); // [b, 28, 28, 16]
    const half = chain(block1, layers.maxPooling2d({ name: 'pool_1', poolSize: 2 }));
    const block2 = convolutionBlock(half, 3, second, dropout, context); // [b, 14, 14, 32]
    const quarter = chain(block2, layers.maxPooling2d({ name: 'pool_2', poolSize: 2 }));
    const block3 = convolutionBlock(quarter, 5, third, dropout, context); // [b, 7, 7, 32]
    return chain(
      block3,
      layers.globalAveragePooling2d({ name: 'pool_3' }), // [b, 32]
      dense(EMBEDDING_LAYER, embedding),
    );
  },
});

/** Two convolutions that keep the image's size, each with ReLU, batch normalisation and dropout; `n` numbers the first. */
function convolutionBlock(
  input: SymbolicTensor,
  n: number,
  filters: number,
  dropout: number,
  { layers, chain, kernel }: BuildContext,
): SymbolicTensor {
  return [n, n + 1].reduce((image, i) => {
    const normalised = chain(
      image,
      layers.conv2d({
        name: `conv_${i}`,
        filters,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: kernel(`conv_${i}`),
      }),
      // PyTorch's settings, as the source is written in PyTorch; its momentum of 0.1 is Keras's of 0.9.
      layers.batchNormalization({ name: `norm_${i}`, momentum: 0.9, epsilon: 1e-5 }),
    );
    return dropout === 0 ? normalised : chain(normalised, layers.dropout({ name: `dropout_${i}`, rate: dropout }));
  }, input);
}
