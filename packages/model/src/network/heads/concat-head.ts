import { layers } from '@tensorflow/tfjs-layers';
import * as z from 'zod/mini';
import { apply, applyAll } from '../apply.js';
import { defineHead, DIGIT_LAYER, SUM_LAYER } from './head.js';
import { applyOutput } from './output-layer.js';

const count = z.int().check(z.positive());

/**
 * Addition that is learned: the embedding and the addend's one-hot side by side, two dense layers, and twin outputs.
 *
 * Source: the reference system `identity-adder`.
 */
export const concatHead = defineHead({
  schema: z.strictObject({
    /** What adds. */
    type: z.literal('concat'),
    /** Widths of the dense layers. The source leaves them open: 64 hold the 100 cases of the addition with room to spare. */
    hidden: z._default(z.tuple([count, count]), [64, 64]),
  }),

  build({ embedding, addend }, { hidden }, context) {
    const joined = apply(layers.concatenate({ name: 'concat' }), [embedding, addend]); // [b, E + 10]
    const features = applyAll(
      joined,
      context.dense('hidden_1', hidden[0], 'relu'),
      context.dense('hidden_2', hidden[1], 'relu'),
    );
    return { digit: applyOutput(DIGIT_LAYER, features, context), sum: applyOutput(SUM_LAYER, features, context) };
  },
});
