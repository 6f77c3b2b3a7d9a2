import { ADDEND_CLASSES, DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import * as z from 'zod/mini';
import { defineHead, DIGIT_LAYER, SUM_LAYER } from '../definition.js';

/**
 * Exact addition: P(sum = s) = Σ_d P(digit = d) · P(addend = s − d). It has nothing to learn, so the sum is right exactly when the digit
 * is. The addend may be as uncertain as the digit.
 *
 * Stock layers do it: the outer product of the two distributions, and a frozen matrix of zeros and ones that adds up the diagonals.
 */
export const exactHead = defineHead({
  type: 'exact',
  schema: z.strictObject({}),
  adds: true,
  canCalibrate: true,
  averagesColumns: true,
  addsImages: true,

  build({ embedding, addend }, _settings, { layers, chain, output, frozenDense }) {
    const digit = output(DIGIT_LAYER, embedding);
    const column = chain(digit, layers.reshape({ name: 'digit_column', targetShape: [DIGIT_CLASSES, 1] }));
    const row = chain(addend, layers.reshape({ name: 'addend_row', targetShape: [1, ADDEND_CLASSES] }));
    const pairs = chain(
      [column, row],
      layers.multiply({ name: 'pairs' }), // [b, 10, 10]
      layers.flatten({ name: 'pairs_flat' }), // [b, 100]
    );
    return { digit, sum: frozenDense(SUM_LAYER, pairs, diagonalSums()) };
  },
});

/** [100][19]: 1 where digit + addend is the sum. */
function diagonalSums(): number[][] {
  return Array.from({ length: DIGIT_CLASSES * ADDEND_CLASSES }, (_, pair) => {
    const sum = Math.floor(pair / ADDEND_CLASSES) + (pair % ADDEND_CLASSES);
    return Array.from({ length: SUM_CLASSES }, (_, column) => Number(column === sum));
  });
}
