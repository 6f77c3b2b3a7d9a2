import { ADDEND_CLASSES } from '@mnist-adder/dataset';
import * as z from 'zod/mini';
import { defineHead, DIGIT_LAYER, SUM_LAYER } from '../definition.js';

const count = z.int().check(z.positive());

/**
 * Learned addition on the digit's distribution with the addend stacked below it as one number: two dense layers with sigmoids, and the
 * sum.
 *
 * Source: the reference system `stacked-sum`, which leaves the widths open. 128 and 64 units have room for a threshold at every sum of
 * every digit.
 */
export const stackedHead = defineHead({
  type: 'stacked',
  schema: z.strictObject({
    hidden: z._default(z.tuple([count, count]), [128, 64]).check(z.describe('widths of the dense layers')),
  }),
  adds: true,

  build({ embedding, addend }, { hidden }, { layers, chain, dense, output, frozenDense }) {
    const digit = output(DIGIT_LAYER, embedding);
    // Σ a · P(addend = a): for a one-hot, the addend itself.
    const values = Array.from({ length: ADDEND_CLASSES }, (_, addend) => [addend]);
    const scalar = frozenDense('addend_scalar', addend, values); // [b, 1]
    const features = chain(
      [digit, scalar],
      layers.concatenate({ name: 'stack' }), // [b, 11]
      dense('hidden_1', hidden[0], 'sigmoid'),
      dense('hidden_2', hidden[1], 'sigmoid'),
    );
    return { digit, sum: output(SUM_LAYER, features) };
  },
});
