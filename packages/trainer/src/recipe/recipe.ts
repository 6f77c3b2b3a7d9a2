import { PAIRINGS } from '@mnist-adder/dataset';
import { adderSpecSchema } from '@mnist-adder/model';
import { z } from 'zod';
import { augmentationSchema } from './augmentation-settings.js';

const fraction = z.number().min(0).max(1);

/** How the weights are updated from their gradients. */
const optimizerSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('adam'),
    beta1: fraction.default(0.9),
    beta2: fraction.default(0.999),
    epsilon: z.number().positive().default(1e-8),
  }),
  z.strictObject({ type: z.literal('sgd'), momentum: fraction.default(0) }),
]);

/** How the learning rate goes over the run. */
const learningRateSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('constant'), rate: z.number().positive() }),
  z.strictObject({
    /** Up to the peak and down again in cosine arcs (Smith & Topin 2018), as PyTorch's OneCycleLR does. */
    type: z.literal('one-cycle'),
    peak: z.number().positive(),
    /** The part of the run in which the rate rises. */
    warmup: fraction.default(0.3),
    /** The first rate is the peak divided by this. */
    initialDivisor: z.number().min(1).default(25),
    /** The last rate is the first divided by this. */
    finalDivisor: z.number().min(1).default(1e4),
  }),
]);

/** What a source says that it reached. */
const reportedSchema = z.strictObject({
  /** Which answers: the digits, the sums, or the mean of the two. */
  measure: z.enum(['digit', 'sum', 'overall']),
  /** The part that was right; the least of several runs. */
  accuracy: fraction,
  /** The greatest, where there were several. */
  upTo: fraction.exactOptional(),
  dataset: z.enum(['test', 'validation']),
});

const settingsSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** One line for people. */
  summary: z.string(),
  /** Where the recipe comes from. */
  source: z.string(),
  /** What the source leaves open, and what was chosen. */
  choices: z.array(z.string()).default([]),
  /** What the source reached. */
  reported: z.array(reportedSchema).default([]),
  network: adderSpecSchema,
  data: z.strictObject({
    /** Which addends an image is trained with: one for good, a new one each epoch, all ten at once, or none. */
    pairing: z.enum(PAIRINGS),
    /** Training images held out for validation; a fifth of the set where that is less. */
    validation: z.int().positive().default(12_000),
  }),
  training: z.strictObject({
    epochs: z.int().positive(),
    batchSize: z.int().positive(),
    optimizer: optimizerSchema,
    learningRate: learningRateSchema,
    /** The loss is the sum or the mean of the two cross entropies, digit and sum; of one it is that. */
    loss: z.enum(['sum', 'mean']).default('sum'),
    /** Ends the training after so many epochs in a row without a lower validation loss. Default: it goes through all epochs. */
    earlyStopping: z.strictObject({ patience: z.int().positive() }).exactOptional(),
    /** Which weights the trained model has: those after the last epoch, or after the one with the lowest validation loss. */
    keep: z.enum(['last', 'best']).default('last'),
    /** How training images are changed at random. Default: they are not. */
    augmentation: augmentationSchema.exactOptional(),
  }),
});

/** Network, data and training settings: all that a run depends on besides the seed and the backend. */
export const recipeSchema = settingsSchema.refine(
  ({ network, data }) => (network.head.type === 'digit') === (data.pairing === 'none'),
  { path: ['data', 'pairing'], error: 'the head digit goes with the pairing none, and no other head does' },
);

/** A recipe with every setting spelled out. */
export type Recipe = z.output<typeof recipeSchema>;
/** A recipe as it is written down, with defaults left out. */
export type RecipeInput = z.input<typeof recipeSchema>;
export type OptimizerSettings = z.output<typeof optimizerSchema>;
export type ReportedAccuracy = z.output<typeof reportedSchema>;
export type LearningRateSettings = z.output<typeof learningRateSchema>;
