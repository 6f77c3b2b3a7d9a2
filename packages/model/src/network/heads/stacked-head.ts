import { ADDEND_CLASSES } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import * as z from 'zod/mini';
import { apply, applyAll } from '../apply.js';
import { applyFrozenDense } from './frozen-dense.js';
import { defineHead, DIGIT_LAYER, SUM_LAYER } from './head.js';
import { applyOutput } from './output-layer.js';

const count = z.int().check(z.positive());

/**
 * Addition that is learned from the digit's distribution with the addend stacked below it as one number: two dense layers with
 * sigmoids, and the sum.
 *
 * Source: the reference system `stacked-sum`.
 */
export const stackedHead = defineHead({
  schema: z.strictObject({
    type: z.literal('stacked'),
    /** Widths of the dense layers. The source leaves them open: room for a threshold at every sum of every digit. */
    hidden: z._default(z.tuple([count, count]), [128, 64]),
  }),

  build({ embedding, addend }, { hidden }, context) {
    const digit = applyOutput(DIGIT_LAYER, embedding, context);
    // Σ a · P(addend = a): of a one-hot, the addend itself.
    const scalar = applyFrozenDense('addend_scalar', addend, addendValues()); // [b, 1]
    const stacked = apply(layers.concatenate({ name: 'stack' }), [digit, scalar]); // [b, 11]
    const features = applyAll(
      stacked,
      context.dense('hidden_1', hidden[0], 'sigmoid'),
      context.dense('hidden_2', hidden[1], 'sigmoid'),
    );
    return { digit, sum: applyOutput(SUM_LAYER, features, context) };
  },
});

/** [10, 1]: 0, 1, …, 9 */
const addendValues = () => tf.tidy(() => tf.reshape<tf.Rank.R2>(tf.range(0, ADDEND_CLASSES), [ADDEND_CLASSES, 1]));
