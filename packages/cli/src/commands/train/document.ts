import { runResultSchema } from '@mnist-adder/trainer/internal/node';
import * as z from 'zod/mini';
import { configSchema } from './train-config.js';

/** The schema of `train --json`: the run's `result.json`, or where it was stopped. */
export const trainDocument = z.union([
  runResultSchema,
  z
    .strictObject({ interrupted: z.literal(true), step: z.int(), folder: z.string() })
    .check(z.describe('the run was stopped after this step, and can be resumed')),
]);

/** The schema of `train --print-config --json`, which `--config` reads. */
export const trainConfigDocument = z.strictObject(configSchema.shape);

/** The schema of `train --dry-run --json`. */
export const trainPlanDocument = z.strictObject({
  recipe: z.string(),
  seed: z.int(),
  backend: z.string(),
  source: z.string(),
  images: z.strictObject({ train: z.int(), validation: z.int(), test: z.int() }),
  parameters: z.int(),
  epochs: z.int(),
  batchSize: z.int(),
  stepsPerEpoch: z.int(),
  folder: z.string(),
});

export type TrainPlanDocument = z.output<typeof trainPlanDocument>;
