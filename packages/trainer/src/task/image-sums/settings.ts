import * as z from 'zod/mini';
import { defineTaskSettings } from '../requirements.js';

/**
 * MNIST addition (Manhaeve et al. 2018): images make up pairs of numbers, and only the sums of the numbers are known. Digits have to be
 * learned from that.
 */
export const imageSumsSettings = defineTaskSettings({
  schema: z.strictObject({
    type: z.literal('image-sums'),
    digits: z
      ._default(z.int().check(z.positive()), 1)
      .check(z.describe('number of digits, and so of images, in a number')),
  }),
  fits: (head) => head.addsImages === true,
  heads: 'a head that adds images',
  usesDigitLabels: false,
  hasTwoLosses: false,
  imagesPerProblem: ({ digits }) => 2 * digits,
});
