import { z } from 'zod';

const rate = z.number().positive();
const part = z.number().min(0).max(1);

/** The part of the run, 0..1, in which the rate rises to the first that is asked for, in equal steps. Default: 0. */
const warmup = part.default(0);

/** How the learning rate goes over the run. It is a function of the step's number alone. */
export const learningRateSchema = z.discriminatedUnion('type', [
  /** The same rate in each step. */
  z.strictObject({
    /** How the rate goes over the run. */
    type: z.literal('constant'),
    /** The rate, before anything else is done to it. */
    rate,
    /** The part of the run, 0..1, in which the rate rises. Default: 0. */
    warmup,
  }),
  /** A rate that falls at the ends of epochs, as PyTorch's StepLR. */
  z.strictObject({
    type: z.literal('step'),
    rate,
    /** Epochs after which the rate is multiplied by the factor, and again after as many. */
    every: z.int().positive(),
    /** What the rate is multiplied by, above 0 and at most 1. Default: 0.1. */
    factor: z.number().positive().max(1).default(0.1),
    warmup,
  }),
  /** Half a cosine, from the rate to the final one (Loshchilov & Hutter 2017, without restarts), as PyTorch's CosineAnnealingLR. */
  z
    .strictObject({
      type: z.literal('cosine'),
      rate,
      /** Where it comes to after the last step, at most the rate. Default: 0. */
      final: z.number().min(0).default(0),
      warmup,
    })
    .refine(({ rate, final }) => final <= rate, { path: ['final'], error: 'it is at most the rate' }),
  /** Up to the peak and down again in cosine arcs (Smith & Topin 2018), as PyTorch's OneCycleLR. */
  z.strictObject({
    type: z.literal('one-cycle'),
    /** The greatest rate. */
    peak: rate,
    /** The part of the run in which the rate rises. Default: 0.3. */
    warmup: part.default(0.3),
    /** The first rate is the peak divided by this, at least 1. Default: 25. */
    initialDivisor: z.number().min(1).default(25),
    /** The last rate is the first divided by this, at least 1. Default: 1e4. */
    finalDivisor: z.number().min(1).default(1e4),
  }),
]);

export type LearningRateSettings = z.output<typeof learningRateSchema>;
