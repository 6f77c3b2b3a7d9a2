import { loggedEventSchema, runResultSchema } from '@mnist-adder/trainer/internal/node';
import * as z from 'zod/mini';
import { errorDocument } from '../../definition/error-document.js';
import { configSchema } from './train-config.js';

const folder = z.string().check(z.describe("the run's directory"));
const interrupted = { step: z.int(), folder };
const INTERRUPTED = 'the run was stopped after this step, and can be resumed';

/** The schema of `train --json`: the run's `result.json` and its directory, or where it was stopped. */
export const trainDocument = z.union([
  z.extend(runResultSchema, { folder }),
  z.strictObject({ interrupted: z.literal(true), ...interrupted }).check(z.describe(INTERRUPTED)),
]);

/** The schema of a line of `train --json-lines`: an event, as `metrics.jsonl` has it, and in the end what became of the run. */
export const trainLineDocument = z.union([
  loggedEventSchema,
  z.strictObject({ type: z.literal('result'), folder, result: runResultSchema }),
  z.strictObject({ type: z.literal('interrupted'), ...interrupted }).check(z.describe(INTERRUPTED)),
  z.strictObject({ type: z.literal('error'), ...errorDocument.shape }),
]);

export type TrainLine = z.output<typeof trainLineDocument>;

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
  step: z.int().check(z.describe('steps done: 0, or where a run goes on with --resume')),
  folder,
});

export type TrainPlanDocument = z.output<typeof trainPlanDocument>;
