import * as z from 'zod/mini';
import { defineHead, DIGIT_LAYER, SUM_LAYER } from '../definition.js';

const count = z.int().check(z.positive());

/**
 * Learned addition: the embedding and the addend's one-hot side by side, two dense layers, and twin outputs.
 *
 * Source: the reference system `identity-adder`, which leaves the widths open. 64 units have room to spare for 100 cases.
 */
export const concatHead = defineHead({
  type: 'concat',
  schema: z.strictObject({
    hidden: z._default(z.tuple([count, count]), [64, 64]).check(z.describe('widths of the dense layers')),
  }),
  adds: true,
  canCalibrate: true,

  build({ embedding, addend }, { hidden }, { layers, chain, dense, output }) {
    const features = chain(
      [embedding, addend],
      layers.concatenate({ name: 'concat' }), // [b, E + 10]
      dense('hidden_1', hidden[0], 'relu'),
      dense('hidden_2', hidden[1], 'relu'),
    );
    return { digit: output(DIGIT_LAYER, features), sum: output(SUM_LAYER, features) };
  },
});
