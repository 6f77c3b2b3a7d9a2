import * as z from 'zod/mini';
import { defineTaskSettings } from '../requirements.js';

/** Reading digits and adding numbers to them: each image with one addend or with all ten, labelled with digit and sum. */
export const pairsSettings = defineTaskSettings({
  schema: z.strictObject({
    type: z.literal('pairs'),
    addends: z
      ._default(z.enum(['fixed', 'fresh', 'all']), 'all')
      .check(z.describe('the addends of an image: one for good, a new one each epoch, or all ten in each step')),
  }),
  fits: (head) => head.adds,
  heads: 'a head that adds',
  usesDigitLabels: true,
  hasTwoLosses: true,
  imagesPerProblem: () => 1,
});
