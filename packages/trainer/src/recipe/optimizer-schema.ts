import * as z from 'zod/mini';

/** The fraction of a decaying mean that is kept in each step: 0..1 without 1, with which it would never move. */
const decay = (value: number) => z._default(z.number().check(z.gte(0), z.lt(1)), value);

// 1e-8, as in PyTorch.
const epsilon = z._default(z.number().check(z.positive()), 1e-8).check(z.describe('added to the denominator, above 0'));
const momentum = decay(0).check(z.describe('the fraction of the velocity that is kept in each step'));

const adamMoments = {
  beta1: decay(0.9).check(z.describe('the fraction of the mean gradient that is kept in each step')),
  beta2: decay(0.999).check(z.describe('the fraction of the mean squared gradient that is kept in each step')),
  epsilon,
};

/** The schema of optimizers, which update weights from their gradients. Formulas and defaults are PyTorch's. */
export const optimizerSchema = z
  .discriminatedUnion('type', [
    // Adam with bias correction (Kingma & Ba 2015). Weight decay is part of the gradient.
    z.strictObject({ type: z.literal('adam'), ...adamMoments }),
    // Adam with decoupled weight decay (Loshchilov & Hutter 2019). Without weight decay it is adam.
    z.strictObject({ type: z.literal('adamw'), ...adamMoments }),
    // Stochastic gradient descent.
    z
      .strictObject({
        type: z.literal('sgd'),
        momentum,
        nesterov: z
          ._default(z.boolean(), false)
          .check(z.describe('whether momentum is applied before the gradient is taken (Nesterov 1983)')),
      })
      .check(
        z.refine(({ nesterov, momentum }) => !nesterov || momentum > 0, {
          path: ['nesterov'],
          error: 'it takes a momentum above 0',
        }),
      ),
    // The gradient divided by the root of its mean square (Hinton 2012). `decay` is PyTorch's alpha.
    z.strictObject({
      type: z.literal('rmsprop'),
      decay: decay(0.99).check(z.describe('the fraction of the mean squared gradient that is kept in each step')),
      momentum,
      epsilon,
    }),
  ])
  .check(z.describe('how the weights are updated'));
