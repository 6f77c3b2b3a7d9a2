import * as z from 'zod';

const fraction = z.number().min(0).max(1);
const rate = z.number().positive().describe('the learning rate, before warm-up and decay');
const warmup = (value: number) =>
  fraction.default(value).describe('the fraction of the run, 0..1, in which the rate rises');

/** The schema of learning rate schedules. The rate is a function of the step's number alone. */
export const learningRateSchema = z
  .discriminatedUnion('type', [
    // The same rate in each step.
    z.strictObject({ type: z.literal('constant'), rate, warmup: warmup(0) }),
    // The rate falls at the end of epochs, as in PyTorch's StepLR.
    z.strictObject({
      type: z.literal('step'),
      rate,
      every: z.int().positive().describe('the rate is multiplied by the factor each time so many epochs are done'),
      factor: z.number().positive().max(1).default(0.1).describe('multiplies the rate, above 0 and at most 1'),
      warmup: warmup(0),
    }),
    // Half a cosine, from the rate to the final one (Loshchilov & Hutter 2017, without restarts), as in PyTorch's CosineAnnealingLR.
    z
      .strictObject({
        type: z.literal('cosine'),
        rate,
        final: z.number().min(0).default(0).describe('the rate after the last step, at most the rate'),
        warmup: warmup(0),
      })
      .refine(({ rate, final }) => final <= rate, { path: ['final'], error: 'it is at most the rate' }),
    // Up to the peak and down again in cosine arcs (Smith & Topin 2018), as in PyTorch's OneCycleLR.
    z.strictObject({
      type: z.literal('one-cycle'),
      peak: z.number().positive().describe('the maximum rate'),
      warmup: warmup(0.3),
      initialDivisor: z.number().min(1).default(25).describe('the first rate is the peak divided by this, at least 1'),
      finalDivisor: z
        .number()
        .min(1)
        .default(1e4)
        .describe('the last rate is the first one divided by this, at least 1'),
    }),
  ])
  .describe('how the learning rate changes over the run');

/** A learning rate schedule with every setting spelled out. */
export type LearningRateSettings = z.output<typeof learningRateSchema>;
