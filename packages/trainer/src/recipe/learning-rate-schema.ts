import * as z from 'zod/mini';

const fraction = z.number().check(z.gte(0), z.lte(1));
const rate = z.number().check(z.positive(), z.describe('the learning rate, before warm-up and decay'));
const warmup = (value: number) =>
  z._default(fraction, value).check(z.describe('the fraction of the run, 0..1, in which the rate rises'));

/** The schema of learning rate schedules. The rate is a function of the step's number alone. */
export const learningRateSchema = z
  .discriminatedUnion('type', [
    // The same rate in each step.
    z.strictObject({ type: z.literal('constant'), rate, warmup: warmup(0) }),
    // The rate falls at the end of epochs, as in PyTorch's StepLR.
    z.strictObject({
      type: z.literal('step'),
      rate,
      every: z
        .int()
        .check(z.positive(), z.describe('the rate is multiplied by the factor each time so many epochs are done')),
      factor: z
        ._default(z.number().check(z.positive(), z.lte(1)), 0.1)
        .check(z.describe('multiplies the rate, above 0 and at most 1')),
      warmup: warmup(0),
    }),
    // Half a cosine, from the rate to the final one (Loshchilov & Hutter 2017, without restarts), as in PyTorch's CosineAnnealingLR.
    z
      .strictObject({
        type: z.literal('cosine'),
        rate,
        final: z
          ._default(z.number().check(z.gte(0)), 0)
          .check(z.describe('the rate after the last step, at most the rate')),
        warmup: warmup(0),
      })
      .check(z.refine(({ rate, final }) => final <= rate, { path: ['final'], error: 'it is at most the rate' })),
    // Up to the peak and down again in cosine arcs (Smith & Topin 2018), as in PyTorch's OneCycleLR.
    z.strictObject({
      type: z.literal('one-cycle'),
      peak: z.number().check(z.positive(), z.describe('the maximum rate')),
      warmup: warmup(0.3),
      initialDivisor: z
        ._default(z.number().check(z.gte(1)), 25)
        .check(z.describe('the first rate is the peak divided by this, at least 1')),
      finalDivisor: z
        ._default(z.number().check(z.gte(1)), 1e4)
        .check(z.describe('the last rate is the first one divided by this, at least 1')),
    }),
  ])
  .check(z.describe('how the learning rate changes over the run'));
