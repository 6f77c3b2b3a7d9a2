import { AUGMENTATION_RANGES } from '@mnist-adder/dataset';
import * as z from 'zod';
import { learningRateSchema } from './learning-rate-settings.js';
import { optimizerSchema } from './optimizer-settings.js';

const fraction = z.number().min(0).max(1);
const within = ([min, max]: readonly [number, number]) => z.number().min(min).max(max);
const { shift, rotation, scale, shear, amplitude, smoothness } = AUGMENTATION_RANGES;

/** Random changes of training images; `AugmentationSettings` of `@mnist-adder/dataset` says more about each. */
export const augmentationSchema = z.strictObject({
  shift: within(shift).default(0).describe('pixels to the left or right, and up or down'),
  rotation: within(rotation).default(0).describe('degrees in either direction'),
  scale: z
    .tuple([within(scale), within(scale)])
    .refine(([min, max]) => min <= max, { error: 'the minimum factor comes before the maximum' })
    .default([1, 1])
    .describe('the minimum and the maximum factor'),
  shear: within(shear).default(0).describe('degrees that upright strokes lean, in either direction'),
  // Simard et al. 2003, whose values are the defaults.
  elastic: z
    .strictObject({
      amplitude: within(amplitude).default(1.4).describe('standard deviation of the displacement, in pixels'),
      smoothness: within(smoothness).default(4).describe('distance over which neighbours move together, in pixels'),
    })
    .exactOptional(),
});

/** Learning from trained models, teachers, besides the labels (Hinton et al. 2015): their probabilities say more than a label. */
const distillationSchema = z.strictObject({
  weight: fraction
    .default(0.5)
    .describe('the fraction of the loss, 0..1, that is the cross entropy against the teachers'),
  // The higher, the more the unlikely digits count.
  temperature: z.number().positive().default(2).describe('divides the logits of both sides there, above 0'),
});

/** An exponential moving average of the weights (Polyak & Juditsky 1992) and of batch normalisation's moving statistics. */
const averagingSchema = z.strictObject({
  decay: z
    .number()
    .min(0)
    .lt(1)
    .default(0.999)
    .describe('the fraction of the average that is kept in each step, 0..1 without 1; less in the first steps'),
});

const earlyStoppingSchema = z.strictObject({
  patience: z
    .int()
    .positive()
    .describe('number of epochs in a row without a lower validation loss, after which training ends'),
});

/** The schema of a recipe's training settings. A setting that is left out and has no default has no effect. */
export const trainingSchema = z.strictObject({
  epochs: z.int().positive().describe('passes over the training images'),
  batchSize: z.int().positive().describe('images in a step'),
  optimizer: optimizerSchema,
  learningRate: learningRateSchema,
  // Added to the gradient times the weight (L2), or subtracted from the weight times the learning rate with adamw.
  weightDecay: z
    .number()
    .min(0)
    .default(0)
    .describe('how strongly kernels are pulled towards zero; biases and batch normalisation are not'),
  clipNorm: z
    .number()
    .positive()
    .exactOptional()
    .describe('the maximum norm of the gradient of all weights; a longer gradient is shortened to it'),
  loss: z
    .enum(['sum', 'mean'])
    .default('sum')
    .describe('whether the cross entropies of digit and sum are added or averaged'),
  labelSmoothing: fraction
    .default(0)
    .describe('the fraction of each label, 0..1, that is spread evenly over all possible answers'),
  columns: z
    .enum(['together', 'independent'])
    .default('together')
    .describe("whether a backbone's columns learn from their mean answer, or each from its own"),
  freeze: z
    .literal('backbone')
    .exactOptional()
    .describe('the part of the network that keeps the weights of the saved model that the run starts from'),
  distillation: distillationSchema.exactOptional(),
  averaging: averagingSchema.exactOptional(),
  earlyStopping: earlyStoppingSchema.exactOptional(),
  keep: z
    .enum(['last', 'best'])
    .default('last')
    .describe('whether the trained model has the last weights, or those with the lowest validation loss'),
  // The temperature is the one that fits the validation images best (Guo et al. 2017).
  calibrated: z
    .boolean()
    .default(false)
    .describe(
      "whether the trained model's logits are divided by a temperature, so that its confidence is its accuracy",
    ),
  augmentation: augmentationSchema.exactOptional(),
});
