import * as z from 'zod/mini';
import { defineHead, DIGIT_LAYER } from '../definition.js';

/** No addition: the digit alone, as most networks for MNIST give it. The model has no input for an addend. */
export const digitHead = defineHead({
  type: 'digit',
  schema: z.strictObject({}),
  adds: false,
  canCalibrate: true,
  averagesColumns: true,

  build({ embedding }, _settings, { output }) {
    return { digit: output(DIGIT_LAYER, embedding) };
  },
});
