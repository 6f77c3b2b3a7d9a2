import { layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as z from 'zod/mini';
import { applyAll } from '../apply.js';
import type { BuildContext } from '../build-context.js';
import { defineBackbone, EMBEDDING_LAYER } from './backbone.js';

const count = z.int().check(z.positive());

/**
 * Stages of 3×3 convolutions with batch normalisation and ever more channels, the image halved between the stages: the plan of
 * VGG (Simonyan & Zisserman 2015), made for 28 pixels and for little arithmetic.
 *
 * A stage's last convolution takes in the image's edge, so that nothing is lost when the rest is halved (28 → 24 → 12 → 10 → 5 → 3).
 * Pooling comes before batch normalisation and ReLU: they have a quarter left to do.
 */
export const vgg = defineBackbone({
  schema: z.strictObject({
    type: z.literal('vgg'),
    /** Channels of the convolutions, one number a stage. */
    filters: z._default(z.tuple([count, count, count]), [24, 48, 64]),
    /** How many convolutions a stage has; the first of all is 5×5. */
    convolutions: z._default(z.tuple([count, count, count]), [1, 2, 2]),
    /** Length of the embedding. */
    embedding: z._default(count, 64),
    /** The part of the activations before the embedding that dropout sets to zero, 0 for none. */
    dropout: z._default(z.number().check(z.gte(0), z.lt(1)), 0),
  }),

  build(image, { filters, convolutions, embedding, dropout }, context) {
    const stages = filters.map((channels, stage) =>
      Array.from({ length: convolutions[stage]! }, (_, i) => ({
        channels,
        kernelSize: stage === 0 && i === 0 ? 5 : 3,
        isLast: i === convolutions[stage]! - 1,
        isPooled: i === convolutions[stage]! - 1 && stage < filters.length - 1,
      })),
    );
    const features = stages.flat().reduce((input, layer, i) => convolution(input, i + 1, layer, context), image);
    const flat = applyAll(features, layers.flatten({ name: 'flatten' })); // [b, 3 · 3 · 64]
    const kept = dropout === 0 ? flat : applyAll(flat, layers.dropout({ name: 'dropout', rate: dropout }));
    return applyAll(kept, context.dense(EMBEDDING_LAYER, embedding, 'relu'));
  },
});

interface Convolution {
  readonly channels: number;
  readonly kernelSize: number;
  readonly isLast: boolean;
  readonly isPooled: boolean;
}

function convolution(
  input: SymbolicTensor,
  n: number,
  { channels, kernelSize, isLast, isPooled }: Convolution,
  { kernel }: BuildContext,
): SymbolicTensor {
  const convolved = applyAll(
    input,
    layers.conv2d({
      name: `conv_${n}`,
      filters: channels,
      kernelSize,
      padding: isLast ? 'valid' : 'same',
      // Batch normalisation has a bias of its own.
      useBias: false,
      kernelInitializer: kernel(`conv_${n}`),
    }),
  );
  return applyAll(
    isPooled ? applyAll(convolved, layers.maxPooling2d({ name: `pool_${n}`, poolSize: 2 })) : convolved,
    layers.batchNormalization({ name: `norm_${n}`, momentum: 0.9, epsilon: 1e-5 }),
    layers.reLU({ name: `relu_${n}` }),
  );
}
