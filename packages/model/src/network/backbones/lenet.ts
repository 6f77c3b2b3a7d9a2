import * as z from 'zod/mini';
import { defineBackbone, EMBEDDING_LAYER, type BuildContext } from '../definition.js';

const count = z.int().check(z.positive());

/**
 * Two 5×5 convolutions with average pooling, and two dense layers with sigmoids: the image network of the reference system
 * `stacked-sum`, which leaves the widths open. They are those of LeNet-5 (LeCun et al. 1998), whose layers these are.
 */
export const lenet = defineBackbone({
  type: 'lenet',
  schema: z.strictObject({
    filters: z._default(z.tuple([count, count]), [6, 16]).check(z.describe('channels of the convolutions')),
    dense: z
      ._default(z.tuple([count, count]), [120, 84])
      .check(z.describe('widths of the dense layers; the second one is the length of the embedding')),
  }),

  build(image, { filters, dense }, context) {
    const { layers, chain } = context;
    return chain(
      image, // [b, 28, 28, 1]
      convolution('conv_1', filters[0], 'same', context),
      layers.averagePooling2d({ name: 'pool_1', poolSize: 2 }), // [b, 14, 14, 6]
      convolution('conv_2', filters[1], 'valid', context),
      layers.averagePooling2d({ name: 'pool_2', poolSize: 2 }), // [b, 5, 5, 16]
      layers.flatten({ name: 'flatten' }), // [b, 400]
      context.dense('dense_1', dense[0], 'sigmoid'), // [b, 120]
      context.dense(EMBEDDING_LAYER, dense[1], 'sigmoid'), // [b, 84]
    );
  },
});

const convolution = (name: string, filters: number, padding: 'same' | 'valid', { layers, kernel }: BuildContext) =>
  layers.conv2d({ name, filters, kernelSize: 5, padding, activation: 'relu', kernelInitializer: kernel(name) });
