import { AUGMENTATION_RANGES } from '@mnist-adder/dataset/internal';
import * as z from 'zod/mini';
import { learningRateSchema } from './learning-rate-schema.js';
import { optimizerSchema } from './optimizer-schema.js';

const fraction = z.number().check(z.gte(0), z.lte(1));
const weight = z.number().check(z.gte(0));
const within = ([min, max]: readonly [number, number]) => z.number().check(z.gte(min), z.lte(max));
const interval = (range: readonly [number, number], what: string) =>
  z
    .tuple([within(range), within(range)])
    .check(z.refine(([min, max]) => min <= max, { error: `the minimum ${what} comes before the maximum` }));
const { shift, rotation, scale, shear, amplitude, smoothness, strokes } = AUGMENTATION_RANGES;
const { blur, gamma, contrast, noise, erase, probability } = AUGMENTATION_RANGES;

/** Random changes of training images; `AugmentationSettings` of `@mnist-adder/dataset` says more about each. */
export const augmentationSchema = z.strictObject({
  shift: z._default(within(shift), 0).check(z.describe('pixels to the left or right, and up or down')),
  rotation: z._default(within(rotation), 0).check(z.describe('degrees in either direction')),
  scale: z._default(interval(scale, 'factor'), [1, 1]).check(z.describe('the minimum and the maximum factor')),
  shear: z._default(within(shear), 0).check(z.describe('degrees that upright strokes lean, in either direction')),
  // Simard et al. 2003, whose values are the defaults.
  elastic: z
    .exactOptional(
      z.strictObject({
        amplitude: z
          ._default(within(amplitude), 1.4)
          .check(z.describe('standard deviation of the displacement, in pixels')),
        smoothness: z
          ._default(within(smoothness), 4)
          .check(z.describe('distance over which neighbours move together, in pixels')),
      }),
    )
    .check(z.describe('smooth random displacement of the strokes')),
  strokes: z
    ._default(interval(strokes, 'width'), [0, 0])
    .check(
      z.describe(
        'the minimum and the maximum width in pixels that strokes gain at each edge, -4..4; below 0 they lose it',
      ),
    ),
  blur: z._default(within(blur), 0).check(z.describe('maximum standard deviation of a Gaussian blur, in pixels, 0..4')),
  gamma: z
    ._default(within(gamma), 1)
    .check(z.describe('maximum exponent, 1..8, or its inverse: makes greys darker or lighter between black and white')),
  contrast: z
    ._default(within(contrast), 0)
    .check(
      z.describe(
        'maximum fraction of the contrast that is lost, 0..0.9; the background becomes lighter or the ink paler',
      ),
    ),
  noise: z
    ._default(within(noise), 0)
    .check(z.describe('maximum standard deviation of Gaussian noise, in grey values, 0..255')),
  erase: z
    ._default(within(erase), 0)
    .check(z.describe('maximum side of a rectangle that one grey covers, in pixels, 0..28')),
  probability: z
    ._default(within(probability), 1)
    .check(z.describe('probability, 0..1, of each change from strokes to erase, for each image')),
});

/** How much each output counts. With 0, an output is not learned from its labels. */
const lossWeightsSchema = z
  .strictObject({
    digit: z._default(weight, 1).check(z.describe("what the digit's cross entropy is multiplied by, at least 0")),
    sum: z._default(weight, 1).check(z.describe("what the sum's cross entropy is multiplied by, at least 0")),
  })
  .check(z.refine(({ digit, sum }) => digit > 0 || sum > 0, { error: 'at least one of the two has to be above 0' }));

/** Learning from trained models, teachers, besides the labels (Hinton et al. 2015): their probabilities say more than a label. */
const distillationSchema = z.strictObject({
  weight: z
    ._default(fraction, 0.5)
    .check(z.describe('the fraction of the loss, 0..1, that is the cross entropy against the teachers')),
  // The higher, the more the unlikely digits count.
  temperature: z
    ._default(z.number().check(z.positive()), 2)
    .check(z.describe('divides the logits of both sides there, above 0')),
});

/** An exponential moving average of the weights (Polyak & Juditsky 1992) and of batch normalisation's moving statistics. */
const averagingSchema = z.strictObject({
  decay: z
    ._default(z.number().check(z.gte(0), z.lt(1)), 0.999)
    .check(
      z.describe('the fraction of the average that is kept in each step, 0..1 without 1; less in the first steps'),
    ),
});

const earlyStoppingSchema = z.strictObject({
  patience: z
    .int()
    .check(
      z.positive(),
      z.describe('number of epochs in a row without a lower validation loss, after which training ends'),
    ),
});

/** The schema of a recipe's training settings. A setting that is left out and has no default has no effect. */
export const trainingSchema = z.strictObject({
  epochs: z.int().check(z.positive(), z.describe('passes over the training images')),
  batchSize: z.int().check(z.positive(), z.describe('images in a step')),
  optimizer: optimizerSchema,
  learningRate: learningRateSchema,
  // Added to the gradient times the weight (L2), or subtracted from the weight times the learning rate with adamw.
  weightDecay: z
    ._default(z.number().check(z.gte(0)), 0)
    .check(z.describe('how strongly kernels are pulled towards zero; biases and batch normalisation are not')),
  clipNorm: z
    .exactOptional(z.number().check(z.positive()))
    .check(z.describe('the maximum norm of the gradient of all weights; a longer gradient is shortened to it')),
  lossWeights: z
    ._default(lossWeightsSchema, { digit: 1, sum: 1 })
    .check(z.describe('what the cross entropies of digit and sum are multiplied by before they are added')),
  labelSmoothing: z
    ._default(fraction, 0)
    .check(z.describe('the fraction of each label, 0..1, that is spread evenly over all possible answers')),
  columns: z
    ._default(z.enum(['together', 'independent']), 'together')
    .check(z.describe("whether a backbone's columns learn from their mean answer, or each from its own")),
  freeze: z
    .exactOptional(z.literal('backbone'))
    .check(z.describe('the part of the network that keeps the weights of the saved model that the run starts from')),
  distillation: z
    .exactOptional(distillationSchema)
    .check(z.describe('whether it also learns from the predictions of trained models')),
  averaging: z
    .exactOptional(averagingSchema)
    .check(z.describe('whether the trained model has a moving average of the weights')),
  earlyStopping: z
    .exactOptional(earlyStoppingSchema)
    .check(z.describe('whether training ends when the validation loss no longer falls')),
  keep: z
    ._default(z.enum(['last', 'best']), 'last')
    .check(z.describe('whether the trained model has the last weights, or those with the lowest validation loss')),
  // The temperature is the one that fits the validation images best (Guo et al. 2017).
  calibrated: z
    ._default(z.boolean(), false)
    .check(
      z.describe(
        "whether the trained model's logits are divided by a temperature, so that its confidence is its accuracy",
      ),
    ),
  augmentation: z.exactOptional(augmentationSchema).check(z.describe('random changes of the training images')),
});
