import { recipeSchema } from '@mnist-adder/trainer';
import { z } from 'zod';

const accuracy = z.number().min(0).max(1);

/** What `train --json` prints: the run's `result.json`, or how far it came. */
export const trainDocument = z.union([
  z.strictObject({
    ...{ recipe: z.string(), backend: z.string(), seed: z.int(), epochs: z.int(), parameters: z.int() },
    ...{ trainSeconds: z.number(), totalSeconds: z.number(), peakMemoryBytes: z.int() },
    seconds: z.record(z.string(), z.number()).describe('by what the time was spent on'),
    evaluation: z
      .strictObject({
        pairs: z.int(),
        ...{ digitAccuracy: accuracy, digitLoss: z.number(), loss: z.number() },
        ...{ sumAccuracy: accuracy.optional(), sumLoss: z.number().optional(), bothAccuracy: accuracy.optional() },
      })
      .describe('over every test image with every addend'),
    addition: z
      .strictObject({ digits: z.int(), problems: z.int(), accuracy })
      .optional()
      .describe('over the problems that the test images make, where the recipe is about sums of images'),
  }),
  z
    .strictObject({ interrupted: z.literal(true), step: z.int(), folder: z.string() })
    .describe('where the run was stopped, and can be resumed'),
]);

/** What `train --print-config --json` prints, and `--config` takes. */
export const trainConfigDocument = z.strictObject({
  ...{ recipe: recipeSchema, seed: z.int(), backend: z.string() },
  threads: z.int().optional().describe('that a step is split among; left out for one for each core'),
  data: z.strictObject({ folder: z.string() }).optional().describe('left out for MNIST'),
  from: z.strictObject({ folder: z.string() }).optional().describe('the saved model that it begins with'),
  teachers: z
    .array(z.strictObject({ folder: z.string() }))
    .optional()
    .describe('saved models that it learns from'),
});

/** What `train --dry-run --json` prints. */
export const trainPlanDocument = z.strictObject({
  ...{ recipe: z.string(), seed: z.int(), backend: z.string(), source: z.string(), folder: z.string() },
  images: z.strictObject({ train: z.int(), validation: z.int(), test: z.int() }),
  ...{ parameters: z.int(), epochs: z.int(), batchSize: z.int(), stepsPerEpoch: z.int() },
});
