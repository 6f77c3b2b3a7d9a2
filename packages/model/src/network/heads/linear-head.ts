import { DIGIT_CLASSES } from '@mnist-adder/dataset';
import { layers } from '@tensorflow/tfjs-layers';
import * as z from 'zod/mini';
import { apply, applyAll } from '../apply.js';
import { defineHead, DIGIT_LAYER, SUM_LAYER } from './head.js';
import { applyOutput } from './output-layer.js';

/**
 * Addition by one layer: the digit's ten logits beside the addend's one-hot, and a single 20 × 19 matrix.
 *
 * It suffices. The likeliest sum is the s that is greatest in 2s · digit + 2s · addend − s², which is linear in a one-hot of
 * the digit and in one of the addend; and logits may hold the digit as a number besides what a softmax reads of them.
 *
 * Source: the reference system `embedding-concat`.
 */
export const linearHead = defineHead({
  schema: z.strictObject({ type: z.literal('linear') }),

  build({ embedding, addend }, _settings, context) {
    const logits = applyAll(embedding, context.dense('digit_logits', DIGIT_CLASSES));
    const digit = applyAll(logits, layers.activation({ name: DIGIT_LAYER, activation: 'softmax' }));
    const joined = apply(layers.concatenate({ name: 'concat' }), [logits, addend]); // [b, 20]
    return { digit, sum: applyOutput(SUM_LAYER, joined, context) };
  },
});
