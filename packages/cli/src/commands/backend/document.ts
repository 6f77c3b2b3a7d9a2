import * as z from 'zod/mini';

/** The schema of `backend list --json`. */
export const backendListDocument = z.strictObject({
  backends: z.array(
    z.strictObject({
      name: z.string(),
      description: z.string(),
      available: z.boolean(),
      reason: z.optional(z.string()).check(z.describe('why it is not available')),
      imagesPerSecond: z.optional(z.number()).check(z.describe('speed of training steps of adder-fast; with --bench')),
    }),
  ),
});

/** A backend in `backend list --json`. */
export type BackendDocument = z.output<typeof backendListDocument>['backends'][number];

/** The schema of `backend install --json`. */
export const backendInstallDocument = z.strictObject({
  backend: z.string(),
  folder: z.string(),
  bytes: z.int(),
  wasThere: z.boolean().check(z.describe('whether it was installed before')),
});

/** The schema of `backend remove --json`. */
export const backendRemoveDocument = z.strictObject({
  backend: z.string(),
  bytes: z.int().check(z.describe('bytes that were freed; 0 if it was not installed')),
});
