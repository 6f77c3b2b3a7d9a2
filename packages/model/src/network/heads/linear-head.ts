import { DIGIT_CLASSES } from '@mnist-adder/dataset';
import * as z from 'zod/mini';
import { defineHead, DIGIT_LAYER, SUM_LAYER } from '../definition.js';

/**
 * Addition by one layer: the digit's ten logits beside the addend's one-hot, and a single 20 × 19 matrix.
 *
 * This is enough. The most likely sum is the s that maximises 2s · digit + 2s · addend − s², which is linear in the one-hot of the digit
 * and in that of the addend. And logits can hold the digit as a number besides what a softmax reads from them.
 *
 * Source: the reference system `embedding-concat`.
 */
export const linearHead = defineHead({
  type: 'linear',
  schema: z.strictObject({}),
  adds: true,

  build({ embedding, addend }, _settings, { layers, chain, dense, output }) {
    const logits = chain(embedding, dense('digit_logits', DIGIT_CLASSES));
    const digit = chain(logits, layers.activation({ name: DIGIT_LAYER, activation: 'softmax' }));
    const joined = chain([logits, addend], layers.concatenate({ name: 'concat' })); // [b, 20]
    return { digit, sum: output(SUM_LAYER, joined) };
  },
});
