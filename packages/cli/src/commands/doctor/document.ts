import { z } from 'zod';

/** What `doctor --json` prints. */
export const doctorDocument = z.strictObject({
  ok: z.boolean().describe('whether all of them are'),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      ok: z.boolean(),
      found: z.string(),
      remedy: z.string().optional().describe('what to do where it is not ok'),
    }),
  ),
});

export type Check = z.output<typeof doctorDocument>['checks'][number];
