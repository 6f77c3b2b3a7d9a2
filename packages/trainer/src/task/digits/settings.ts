import * as z from 'zod/mini';
import { defineTaskSettings } from '../requirements.js';

/** Reading digits: each image with its label, and no addition. */
export const digitsSettings = defineTaskSettings({
  schema: z.strictObject({ type: z.literal('digits') }),
  fits: (head) => !head.adds,
  heads: 'a head that only reads digits',
  usesDigitLabels: true,
  hasTwoLosses: false,
  imagesPerProblem: () => 1,
});
