import { PAIRINGS } from '@mnist-adder/dataset';
import { adderSpecSchema } from '@mnist-adder/model';
import { z } from 'zod';
import { distillationSchema } from '../transfer/distillation-settings.js';
import { augmentationSchema } from './augmentation-settings.js';
import { columnsOf } from './columns-of.js';
import { learningRateSchema } from './learning-rate-settings.js';
import { optimizerSchema } from './optimizer-settings.js';

const fraction = z.number().min(0).max(1);

/** An exponential moving average of the weights (Polyak & Juditsky 1992), and of the moving statistics of batch normalisation. */
const averagingSchema = z.strictObject({
  /** How much of the average stays at each step, 0..1 without 1; less of it in the first steps. Default: 0.999. */
  decay: z.number().min(0).lt(1).default(0.999),
});

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
    /**
     * Which addends an image is trained with: one for good, a new one each epoch, all ten at once, or none; or `images`: numbers
     * that are written in images are added, and only the sums are known.
     */
    pairing: z.enum([...PAIRINGS, 'images']),
    /** How many digits a number has that is written in images; with the pairing `images`, and no other. */
    digits: z.int().positive().exactOptional(),
    /** Training images held out for validation; a fifth of the set where that is less. */
    validation: z.int().positive().default(12_000),
  }),
  training: z.strictObject({
    /** Passes over the training images. */
    epochs: z.int().positive(),
    /** Images in a step. */
    batchSize: z.int().positive(),
    optimizer: optimizerSchema,
    learningRate: learningRateSchema,
    /**
     * How much kernels are drawn towards zero; biases, and the scales and offsets of batch normalisation, are not. It is added
     * to the gradient times the weight (L2), or taken off the weight times the learning rate where the optimizer is `adamw`.
     * At least 0; default 0, not at all.
     */
    weightDecay: z.number().min(0).default(0),
    /** The greatest norm that the gradient of all weights together may have: a longer one is shortened to it. Default: any. */
    clipNorm: z.number().positive().exactOptional(),
    /** The loss is the sum or the mean of the two cross entropies, digit and sum; of one it is that. */
    loss: z.enum(['sum', 'mean']).default('sum'),
    /** The part of each label, 0..1, that is shared out among all answers that it could have been. Default: 0, none. */
    labelSmoothing: fraction.default(0),
    /**
     * How the columns of a backbone learn: from what they say together, or apart, each as if there were no other. Apart goes with
     * the heads exact and digit, whose digit is the mean of what the columns say. Default: together.
     */
    columns: z.enum(['together', 'apart']).default('together'),
    /** What of the network stays as a saved model has it, which a run is given to begin with. Default: nothing. */
    freeze: z.literal('backbone').exactOptional(),
    /** Has the network learn from teachers, too, which a run is given. Default: from the labels alone. */
    distillation: distillationSchema.exactOptional(),
    /** Has the model validated and saved with a moving average of its weights. Default: with the weights themselves. */
    averaging: averagingSchema.exactOptional(),
    /** Ends the training after so many epochs in a row without a lower validation loss. Default: it goes through all epochs. */
    earlyStopping: z
      .strictObject({
        /** Epochs in a row without a lower validation loss, after which the training ends. */
        patience: z.int().positive(),
      })
      .exactOptional(),
    /** Which weights the trained model has: those after the last epoch, or after the one with the lowest validation loss. */
    keep: z.enum(['last', 'best']).default('last'),
    /**
     * Whether the trained model's logits are divided by the temperature that fits the validation images best, so that its
     * probabilities say how often it is right. For heads whose outputs do not make one another: concat, exact and digit.
     */
    calibrated: z.boolean().default(false),
    /** How training images are changed at random. Default: they are not. */
    augmentation: augmentationSchema.exactOptional(),
  }),
});

/** Heads that read what they answer as the digit again. */
const UNCALIBRATED: readonly string[] = ['stacked', 'linear'];

/** Heads whose digit is the mean of what the columns of a backbone say. */
const MEAN_OF_COLUMNS: readonly string[] = ['exact', 'digit'];

/** Network, data and training settings: all that a run depends on besides the seed and the backend. */
export const recipeSchema = settingsSchema
  .refine(({ network, data }) => (network.head.type === 'digit') === (data.pairing === 'none'), {
    path: ['data', 'pairing'],
    error: 'the head digit goes with the pairing none, and no other head does',
  })
  .refine(({ network, data }) => data.pairing !== 'images' || network.head.type === 'exact', {
    path: ['data', 'pairing'],
    error: 'images are added by the head exact only',
  })
  .refine(({ data }) => (data.pairing === 'images') === (data.digits !== undefined), {
    path: ['data', 'digits'],
    error: 'it goes with the pairing images, and with no other',
  })
  .refine(({ data, training }) => data.digits === undefined || training.batchSize % (2 * data.digits) === 0, {
    path: ['training', 'batchSize'],
    error: 'it is a multiple of the images in a problem, twice the digits of a number',
  })
  .refine(({ data, training }) => data.digits === undefined || training.labelSmoothing === 0, {
    path: ['training', 'labelSmoothing'],
    error: 'the sums of images have no labels to smooth',
  })
  .refine(({ data, training }) => data.digits === undefined || training.distillation === undefined, {
    path: ['training', 'distillation'],
    error: 'a teacher says which digits it sees, and where images are added only their sums are known',
  })
  .refine(({ network, training }) => training.columns === 'together' || columnsOf(network) > 1, {
    path: ['training', 'columns'],
    error: 'a backbone of one column has nothing to learn apart from',
  })
  .refine(
    ({ network, data, training }) =>
      training.columns === 'together' || (MEAN_OF_COLUMNS.includes(network.head.type) && data.digits === undefined),
    {
      path: ['training', 'columns'],
      error: 'columns learn apart with the heads exact and digit, and from the labels of digits',
    },
  )
  .refine(({ network, training }) => !training.calibrated || !UNCALIBRATED.includes(network.head.type), {
    path: ['training', 'calibrated'],
    error: "the heads stacked and linear make the sum of the digit's output, and cannot have it changed",
  });

/** A recipe with every setting spelled out. */
export type Recipe = z.output<typeof recipeSchema>;
/** A recipe as it is written down, with defaults left out. */
export type RecipeInput = z.input<typeof recipeSchema>;
export type ReportedAccuracy = z.output<typeof reportedSchema>;
