import { ADDEND_CLASSES, DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import * as z from 'zod/mini';
import { apply, applyAll } from '../apply.js';
import { applyFrozenDense } from './frozen-dense.js';
import { defineHead, DIGIT_LAYER, SUM_LAYER } from './head.js';
import { applyOutput } from './output-layer.js';

/**
 * Addition that is known: P(sum = s) = Σ_d P(digit = d) · P(addend = s − d). Nothing of it is learned, so the sum is right
 * exactly where the digit is; and the addend may be as uncertain as the digit, a distribution like any other.
 *
 * Stock layers do it: the outer product of the two distributions, and a frozen matrix of zeros and ones that adds up what
 * lies on each of its diagonals.
 */
export const exactHead = defineHead({
  schema: z.strictObject({ type: z.literal('exact') }),

  build({ embedding, addend }, _settings, context) {
    const digit = applyOutput(DIGIT_LAYER, embedding, context);
    const column = applyAll(digit, layers.reshape({ name: 'digit_column', targetShape: [DIGIT_CLASSES, 1] }));
    const row = applyAll(addend, layers.reshape({ name: 'addend_row', targetShape: [1, ADDEND_CLASSES] }));
    const pairs = apply(layers.multiply({ name: 'pairs' }), [column, row]); // [b, 10, 10]
    const flat = applyAll(pairs, layers.flatten({ name: 'pairs_flat' })); // [b, 100]
    return { digit, sum: applyFrozenDense(SUM_LAYER, flat, diagonalSums()) };
  },
});

/** [100, 19]: 1 where digit + addend is the sum. */
function diagonalSums(): tf.Tensor2D {
  const kernel = tf.buffer([DIGIT_CLASSES * ADDEND_CLASSES, SUM_CLASSES]);
  for (let digit = 0; digit < DIGIT_CLASSES; digit++) {
    for (let addend = 0; addend < ADDEND_CLASSES; addend++) {
      kernel.set(1, digit * ADDEND_CLASSES + addend, digit + addend);
    }
  }
  return kernel.toTensor() as tf.Tensor2D;
}
