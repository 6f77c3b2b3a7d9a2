import { DIGIT_CLASSES } from '@mnist-adder/dataset';
import * as z from 'zod/mini';
import { LOG_RATIOS, type Familiarity } from './familiarity.js';

const perDigit = (length: number) =>
  z.array(z.array(z.number()).check(z.length(length))).check(z.length(DIGIT_CLASSES));

/** The schema of a `Familiarity`. */
export const familiaritySchema = z.strictObject({
  means: perDigit(LOG_RATIOS),
  whitening: perDigit((LOG_RATIOS * (LOG_RATIOS + 1)) / 2),
  threshold: z.number(),
});

/** Reads a `Familiarity` from metadata of any origin; undefined if it is none. */
export const parseFamiliarity = (value: unknown): Familiarity | undefined => familiaritySchema.safeParse(value).data;
