import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as z from 'zod/mini';
import { defineBackbone, EMBEDDING_LAYER, type BuildContext } from '../definition.js';

const count = z.int().check(z.positive());

const schema = z.strictObject({
  // One number a stage.
  filters: z._default(z.tuple([count, count, count]), [24, 48, 64]).check(z.describe('channels of the convolutions')),
  // The very first convolution is 5×5.
  convolutions: z
    ._default(z.tuple([count, count, count]), [1, 2, 2])
    .check(z.describe('number of convolutions in each stage')),
  // Of each column.
  embedding: z._default(count, 64).check(z.describe('length of the embedding')),
  // Before the embedding; 0 for none.
  dropout: z
    ._default(z.number().check(z.gte(0), z.lt(1)), 0)
    .check(z.describe('the fraction of the activations that dropout sets to zero')),
  columns: z
    ._default(count, 1)
    .check(z.describe('number of copies of the network side by side, each with its own weights')),
});

/**
 * Stages of 3×3 convolutions with batch normalisation and more and more channels. The image is halved between stages: the design
 * of VGG (Simonyan & Zisserman 2015), for 28 pixels and little arithmetic.
 *
 * A stage's last convolution does not pad, so that the image's side is even when it is halved (28 → 24 → 12 → 10 → 5 → 3). Pooling comes
 * before batch normalisation and ReLU, which leaves them a quarter of the work.
 *
 * Several columns are several such networks side by side (Cireșan et al. 2012). Their embeddings are concatenated and divided by the
 * number of columns, so that a dense layer on the result gives the mean of what it gives for each column.
 */
export const vgg = defineBackbone({
  type: 'vgg',
  schema,

  build(image, { columns, ...settings }, context) {
    if (columns === 1) return buildColumn(image, settings, context, (layer) => layer);
    const embeddings = Array.from({ length: columns }, (_, column) =>
      buildColumn(image, settings, context, (layer) => `column_${column + 1}_${layer}`),
    );
    const { layers, chain } = context;
    return chain(
      embeddings,
      layers.concatenate({ name: 'columns' }), // [b, columns · 64]
      layers.rescaling({ name: EMBEDDING_LAYER, scale: 1 / columns }),
    );
  },
});

type ColumnSettings = Omit<z.output<typeof schema>, 'type' | 'columns'>;

/** @param nameOf gives the name of a layer of this column. */
function buildColumn(
  image: SymbolicTensor,
  { filters, convolutions, embedding, dropout }: ColumnSettings,
  context: BuildContext,
  nameOf: (layer: string) => string,
): SymbolicTensor {
  const { layers, chain, dense } = context;
  let features = image;
  let n = 0;
  for (const [stage, count] of convolutions.entries()) {
    for (let i = 0; i < count; i++) {
      const number = ++n;
      const isLast = i === count - 1;
      const settings = {
        channels: filters[stage]!,
        kernelSize: number === 1 ? 5 : 3,
        isLast,
        isPooled: isLast && stage < filters.length - 1,
        nameOf: (kind: string) => nameOf(`${kind}_${number}`),
      };
      features = convolution(features, settings, context);
    }
  }
  const flat = chain(features, layers.flatten({ name: nameOf('flatten') })); // [b, 3 · 3 · 64]
  const kept = dropout === 0 ? flat : chain(flat, layers.dropout({ name: nameOf('dropout'), rate: dropout }));
  return chain(kept, dense(nameOf(EMBEDDING_LAYER), embedding, 'relu'));
}

interface Convolution {
  readonly channels: number;
  readonly kernelSize: number;
  readonly isLast: boolean;
  readonly isPooled: boolean;
  /** The name of a layer: of kind `conv`, `pool`, `norm` or `relu`. */
  readonly nameOf: (kind: string) => string;
}

function convolution(
  input: SymbolicTensor,
  { channels, kernelSize, isLast, isPooled, nameOf }: Convolution,
  { layers, chain, kernel }: BuildContext,
): SymbolicTensor {
  const convolved = chain(
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
  return chain(
    isPooled ? chain(convolved, layers.maxPooling2d({ name: nameOf('pool'), poolSize: 2 })) : convolved,
    layers.batchNormalization({ name: nameOf('norm'), momentum: 0.9, epsilon: 1e-5 }),
    layers.reLU({ name: nameOf('relu') }),
  );
}
