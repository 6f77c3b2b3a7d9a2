import { z } from 'zod';
import { machineSchema } from './machine.js';

const evaluationSchema = z.strictObject({
  pairs: z.int(),
  digitAccuracy: z.number(),
  sumAccuracy: z.number(),
  bothAccuracy: z.number(),
  digitLoss: z.number(),
  sumLoss: z.number(),
  loss: z.number(),
});

const trainingMetricsSchema = evaluationSchema.omit({ pairs: true, bothAccuracy: true });

const epochSchema = z.strictObject({
  epoch: z.int(),
  train: trainingMetricsSchema,
  validation: evaluationSchema,
});

/** What one run of a recipe reached, with all that it takes to repeat it. */
export const runSchema = z.strictObject({
  seed: z.int(),
  backend: z.string(),
  epochs: z.int(),
  parameters: z.int(),
  /** The recipe's training settings. */
  settings: z.record(z.string(), z.unknown()),
  curves: z.array(epochSchema),
  /** Over every test image with every addend. */
  evaluation: evaluationSchema,
  trainSeconds: z.number(),
  totalSeconds: z.number(),
  peakMemoryBytes: z.int(),
  machine: machineSchema,
});

/** The content of `results/<recipe>.json`: every run, by seed. */
export const recipeResultsSchema = z.strictObject({
  recipe: z.string(),
  runs: z.array(runSchema),
});

export type Run = z.output<typeof runSchema>;
export type RecipeResults = z.output<typeof recipeResultsSchema>;
