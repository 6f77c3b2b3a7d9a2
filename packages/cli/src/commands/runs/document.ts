import { runResultSchema } from '@mnist-adder/trainer/internal/node';
import { type FoundRun } from '@mnist-adder/trainer/node';
import * as z from 'zod/mini';

const run = z.strictObject({
  name: z.string(),
  folder: z.string(),
  recipe: z.string(),
  seed: z.int(),
  backend: z.string(),
  state: z.enum(['finished', 'running', 'stopped']).check(z.describe('a stopped run can be resumed')),
  begun: z.iso.datetime(),
  result: z.optional(runResultSchema).check(z.describe('the result of a finished run')),
});

/** The schema of `runs --json`. */
export const runsDocument = z.strictObject({
  runs: z.array(run),
  damaged: z.array(z.strictObject({ folder: z.string(), message: z.string() })),
});

/** The schema of `runs compare --json`. */
export const runsCompareDocument = z.strictObject({
  a: run,
  b: run,
  settings: z
    .array(z.strictObject({ path: z.string(), a: z.optional(z.json()), b: z.optional(z.json()) }))
    .check(z.describe('the settings in which they differ')),
});

/** The schema of `runs clean --json`. */
export const runsCleanDocument = z.strictObject({
  removed: z.boolean().check(z.describe('whether the items were removed; without --yes they are only listed')),
  items: z.array(z.strictObject({ path: z.string(), reason: z.string(), bytes: z.int() })),
});

/** Describes a run for `--json`. */
export function describeRun({ name, folder, config, state, begun, result }: FoundRun): z.output<typeof run> {
  const { recipe, seed, backend } = config;
  return { name, folder, recipe: recipe.id, seed, backend, state, begun: begun.toISOString(), result };
}
