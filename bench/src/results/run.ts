import { z } from 'zod';
import { machineSchema } from '../machine.js';

/** Of a model that reads digits and adds. */
const adderEvaluationSchema = z.strictObject({
  pairs: z.int(),
  digitAccuracy: z.number(),
  sumAccuracy: z.number(),
  bothAccuracy: z.number(),
  digitLoss: z.number(),
  sumLoss: z.number(),
  loss: z.number(),
});

/** Of a model that reads digits only: a pair is one image. */
const digitEvaluationSchema = adderEvaluationSchema.omit({ sumAccuracy: true, bothAccuracy: true, sumLoss: true });

const evaluationSchema = z.union([adderEvaluationSchema, digitEvaluationSchema]);

const trainingMetricsSchema = z.union([
  adderEvaluationSchema.omit({ pairs: true, bothAccuracy: true }),
  digitEvaluationSchema.omit({ pairs: true }),
]);

const epochSchema = z.strictObject({
  /** From 0. */
  epoch: z.int(),
  /** Means over the epoch. */
  train: trainingMetricsSchema,
  /** At the end of the epoch, over every validation image with every addend. */
  validation: evaluationSchema,
});

/** Of an output: what its logits are divided by, fitted on validation images, and the expected calibration error on test then. */
const calibrationSchema = z.strictObject({ temperature: z.number(), error: z.number() });

/** What one run of a recipe reached, with all that it takes to repeat it. */
export const runSchema = z.strictObject({
  seed: z.int(),
  backend: z.string(),
  epochs: z.int(),
  parameters: z.int(),
  /** The recipe's training settings. */
  settings: z.record(z.string(), z.unknown()),
  /** SHA-256 of the weights of the saved model that it began with, and of those that taught it. */
  from: z.string().optional(),
  teachers: z.array(z.string()).optional(),
  curves: z.array(epochSchema),
  /** Over every test image with every addend. */
  evaluation: evaluationSchema,
  calibration: z.strictObject({ digit: calibrationSchema, sum: calibrationSchema.optional() }).optional(),
  /** Over the problems that the test images make, where sums of images were learned from. */
  addition: z.strictObject({ digits: z.int(), problems: z.int(), accuracy: z.number() }).optional(),
  trainSeconds: z.number(),
  totalSeconds: z.number(),
  /** By what they were spent on. */
  seconds: z.record(z.string(), z.number()).optional(),
  peakMemoryBytes: z.int(),
  machine: machineSchema,
});

export type Run = z.output<typeof runSchema>;
/** Accuracies as fractions, mean losses in nats; the sum's are absent where a model reads digits only. */
export type Evaluation = z.output<typeof evaluationSchema>;
export type Epoch = z.output<typeof epochSchema>;
