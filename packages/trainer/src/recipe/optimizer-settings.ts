import { z } from 'zod';

/** How much of a decaying mean stays at each step, 0..1 without 1, with which it would never move. */
const decay = (value: number) => z.number().min(0).lt(1).default(value);

/** Added to what is divided by, so that a gradient of zero is no division by zero. Above 0; default 1e-8, as in PyTorch. */
const epsilon = z.number().positive().default(1e-8);

const momentum = decay(0);

const adamMoments = {
  /** How much stays of the mean of the gradient. Default: 0.9. */
  beta1: decay(0.9),
  /** How much stays of the mean of its square. Default: 0.999. */
  beta2: decay(0.999),
  /** Keeps a gradient of zero from being a division by zero. Above 0; default 1e-8. */
  epsilon,
};

/** How the weights are updated from their gradients. Formulas and defaults are PyTorch's. */
export const optimizerSchema = z.discriminatedUnion('type', [
  /** Adam with bias correction (Kingma & Ba 2015). Weight decay is part of the gradient. */
  z.strictObject({
    /** How the weights are updated. */
    type: z.literal('adam'),
    ...adamMoments,
  }),
  /** Adam whose weight decay goes past its moments (Loshchilov & Hutter 2019). Without weight decay it is `adam`. */
  z.strictObject({ type: z.literal('adamw'), ...adamMoments }),
  /** Stochastic gradient descent. */
  z
    .strictObject({
      type: z.literal('sgd'),
      /** How much stays of the velocity. Default: 0, none. */
      momentum,
      /** Whether the gradient is looked at where the velocity leads (Nesterov 1983). It takes a momentum. Default: false. */
      nesterov: z.boolean().default(false),
    })
    .refine(({ nesterov, momentum }) => !nesterov || momentum > 0, {
      path: ['nesterov'],
      error: 'it takes a momentum above 0',
    }),
  /** The gradient divided by the root of the mean of its square (Hinton 2012). */
  z.strictObject({
    type: z.literal('rmsprop'),
    /** How much stays of the mean of the square: PyTorch's `alpha`. Default: 0.99. */
    decay: decay(0.99),
    /** How much stays of the velocity. Default: 0, none. */
    momentum,
    /** Keeps a gradient of zero from being a division by zero. Above 0; default 1e-8. */
    epsilon,
  }),
]);

export type OptimizerSettings = z.output<typeof optimizerSchema>;
