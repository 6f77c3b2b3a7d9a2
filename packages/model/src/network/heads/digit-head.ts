import * as z from 'zod/mini';
import { defineHead, DIGIT_LAYER } from './head.js';
import { applyOutput } from './output-layer.js';

/** No addition: the digit alone, as most networks for MNIST give it. The model has no input for an addend. */
export const digitHead = defineHead({
  schema: z.strictObject({ type: z.literal('digit') }),

  build({ embedding }, _settings, context) {
    return { digit: applyOutput(DIGIT_LAYER, embedding, context) };
  },
});
