import { z } from 'zod';

const accuracy = z.number().min(0).max(1);

const run = z.strictObject({
  ...{ name: z.string(), folder: z.string(), recipe: z.string(), seed: z.int(), backend: z.string() },
  state: z.enum(['finished', 'running', 'stopped']).describe('what is stopped can be resumed'),
  begun: z.iso.datetime(),
  result: z
    .looseObject({ digitAccuracy: accuracy, sumAccuracy: accuracy.optional() })
    .optional()
    .describe('over all test pairs, and what it took; only of a finished run'),
});

/** What `runs --json` prints. */
export const runsDocument = z.strictObject({
  runs: z.array(run),
  damaged: z.array(z.strictObject({ folder: z.string(), message: z.string() })),
});

/** What `runs compare --json` prints. */
export const runsCompareDocument = z.strictObject({
  a: run,
  b: run,
  settings: z
    .array(z.strictObject({ path: z.string(), a: z.json().optional(), b: z.json().optional() }))
    .describe('those in which they differ'),
});

/** What `runs clean --json` prints. */
export const runsCleanDocument = z.strictObject({
  removed: z.boolean().describe('whether it was done, and not only looked at'),
  items: z.array(z.strictObject({ path: z.string(), reason: z.string(), bytes: z.int() })),
});

export type RunDocument = z.output<typeof run>;
