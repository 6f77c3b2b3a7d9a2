import { z } from 'zod';

/** What `backend list --json` prints. */
export const backendListDocument = z.strictObject({
  backends: z.array(
    z.strictObject({
      name: z.string(),
      description: z.string(),
      available: z.boolean(),
      reason: z.string().optional().describe('why it is not'),
      imagesPerSecond: z.number().optional().describe('in a training step of adder-fast; with --bench'),
    }),
  ),
});

/** What `backend install --json` prints. */
export const backendInstallDocument = z.strictObject({
  ...{ backend: z.string(), folder: z.string(), bytes: z.int() },
  wasThere: z.boolean(),
});

/** What `backend remove --json` prints. */
export const backendRemoveDocument = z.strictObject({
  backend: z.string(),
  bytes: z.int().describe('that are free now; 0 where it was not installed'),
});
