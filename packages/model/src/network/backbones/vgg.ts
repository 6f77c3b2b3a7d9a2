import { layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as z from 'zod/mini';
import { apply, applyAll } from '../apply.js';
import type { BuildContext } from '../build-context.js';
import { defineBackbone, EMBEDDING_LAYER } from './backbone.js';

const count = z.int().check(z.positive());

const schema = z.strictObject({
  type: z.literal('vgg'),
  /** Channels of the convolutions, one number a stage. */
  filters: z._default(z.tuple([count, count, count]), [24, 48, 64]),
  /** How many convolutions a stage has; the first of all is 5×5. */
  convolutions: z._default(z.tuple([count, count, count]), [1, 2, 2]),
  /** Length of the embedding of a column. */
  embedding: z._default(count, 64),
  /** The part of the activations before the embedding that dropout sets to zero, 0 for none. */
  dropout: z._default(z.number().check(z.gte(0), z.lt(1)), 0),
  /** How many of these networks look at the image, each with weights of its own. */
  columns: z._default(count, 1),
});

/**
 * Stages of 3×3 convolutions with batch normalisation and ever more channels, the image halved between the stages: the plan of
 * VGG (Simonyan & Zisserman 2015), made for 28 pixels and for little arithmetic.
 *
 * A stage's last convolution takes in the image's edge, so that nothing is lost when the rest is halved (28 → 24 → 12 → 10 → 5 → 3).
 * Pooling comes before batch normalisation and ReLU: they have a quarter left to do.
 *
 * Several columns are that many such networks side by side (Cireșan et al. 2012). The embedding has one column's after the other's,
 * divided by how many they are: what a dense layer makes of it is the mean of what it makes of each.
 */
export const vgg = defineBackbone({
  schema,

  build(image, { columns, ...settings }, context) {
    if (columns === 1) return buildColumn(image, settings, context, (layer) => layer);
    const embeddings = Array.from({ length: columns }, (_, column) =>
      buildColumn(image, settings, context, (layer) => `column_${column + 1}_${layer}`),
    );
    const joined = apply(layers.concatenate({ name: 'columns' }), embeddings); // [b, columns · 64]
    return applyAll(joined, layers.rescaling({ name: EMBEDDING_LAYER, scale: 1 / columns }));
  },
});

type ColumnSettings = Omit<z.output<typeof schema>, 'type' | 'columns'>;

/** @param nameOf what a layer of this column is called. */
function buildColumn(
  image: SymbolicTensor,
  { filters, convolutions, embedding, dropout }: ColumnSettings,
  context: BuildContext,
  nameOf: (layer: string) => string,
): SymbolicTensor {
  const stages = filters.map((channels, stage) =>
    Array.from({ length: convolutions[stage]! }, (_, i) => ({
      channels,
      kernelSize: stage === 0 && i === 0 ? 5 : 3,
      isLast: i === convolutions[stage]! - 1,
      isPooled: i === convolutions[stage]! - 1 && stage < filters.length - 1,
    })),
  );
  const features = stages
    .flat()
    .reduce(
      (input, layer, i) => convolution(input, { ...layer, nameOf: (kind) => nameOf(`${kind}_${i + 1}`) }, context),
      image,
    );
  const flat = applyAll(features, layers.flatten({ name: nameOf('flatten') })); // [b, 3 · 3 · 64]
  const kept = dropout === 0 ? flat : applyAll(flat, layers.dropout({ name: nameOf('dropout'), rate: dropout }));
  return applyAll(kept, context.dense(nameOf(EMBEDDING_LAYER), embedding, 'relu'));
}

interface Convolution {
  readonly channels: number;
  readonly kernelSize: number;
  readonly isLast: boolean;
  readonly isPooled: boolean;
  /** What a layer of its stage is called: `conv`, `pool`, `norm` or `relu`. */
  readonly nameOf: (kind: string) => string;
}

function convolution(
  input: SymbolicTensor,
  { channels, kernelSize, isLast, isPooled, nameOf }: Convolution,
  { kernel }: BuildContext,
): SymbolicTensor {
  const convolved = applyAll(
    input,
    layers.conv2d({
      name: nameOf('conv'),
      filters: channels,
      kernelSize,
      padding: isLast ? 'valid' : 'same',
      // Batch normalisation has a bias of its own.
      useBias: false,
      kernelInitializer: kernel(nameOf('conv')),
    }),
  );
  return applyAll(
    isPooled ? applyAll(convolved, layers.maxPooling2d({ name: nameOf('pool'), poolSize: 2 })) : convolved,
    layers.batchNormalization({ name: nameOf('norm'), momentum: 0.9, epsilon: 1e-5 }),
    layers.reLU({ name: nameOf('relu') }),
  );
}
