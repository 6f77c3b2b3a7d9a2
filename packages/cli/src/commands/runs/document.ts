import { runResultSchema } from '@mnist-adder/trainer/internal/node';
import { type FoundRun } from '@mnist-adder/trainer/node';
import * as z from 'zod/mini';
import { changedSettings } from './run-settings.js';

const run = {
  name: z.string(),
  folder: z.string(),
  recipe: z.string(),
  seed: z.int(),
  backend: z.string(),
  state: z.enum(['finished', 'running', 'stopped']).check(z.describe('a stopped run can be resumed')),
  begun: z.iso.datetime(),
  changed: z
    .record(z.string(), z.unknown())
    .check(z.describe('settings that are not those of the built-in recipe, by path; null for one that was taken out')),
  result: z.optional(runResultSchema).check(z.describe('the result of a finished run')),
};

const runSchema = z.strictObject(run);

/** The schema of `runs --json`. */
export const runsDocument = z.strictObject({
  runs: z.array(runSchema),
  damaged: z.array(z.strictObject({ folder: z.string(), message: z.string() })),
});

/** The schema of `runs compare --json`. */
export const runsCompareDocument = z.strictObject({
  runs: z.array(runSchema),
  settings: z
    .array(
      z.strictObject({
        path: z.string(),
        values: z.array(z.json()).check(z.describe('the value in each run; null where there is none')),
      }),
    )
    .check(z.describe('the settings in which they differ')),
});

/** The schema of `runs show --json`. */
export const runsShowDocument = z.strictObject({
  ...run,
  source: z.string().check(z.describe('the data that it trains on')),
  settings: z
    .record(z.string(), z.unknown())
    .check(z.describe("the recipe's network, task, data and training settings, spelled out")),
  model: z.nullable(z.string()).check(z.describe('the directory of its model, once there is one')),
  report: z.nullable(z.string()).check(z.describe('its report, once there is one')),
});

/** The schema of `runs clean --json`. */
export const runsCleanDocument = z.strictObject({
  removed: z.boolean().check(z.describe('whether the items were removed; without --yes they are only listed')),
  items: z.array(z.strictObject({ path: z.string(), reason: z.string(), bytes: z.int() })),
});

/** Describes a run for `--json`. */
export function describeRun({ name, folder, config, state, begun, result }: FoundRun): z.output<typeof runSchema> {
  const { recipe, seed, backend } = config;
  return {
    name,
    folder,
    recipe: recipe.id,
    seed,
    backend,
    state,
    begun: begun.toISOString(),
    changed: changedSettings({ config }),
    result,
  };
}
