import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { machineSchema, readJson, writeJson } from './results-file.js';

/** The heads that add, in the order in which tables and figures show them. */
export const HEADS = ['concat', 'exact', 'stacked', 'linear'] as const;

const accuracySchema = z.strictObject({ digit: z.array(z.number()), sum: z.array(z.number()) });

/** How one head learned on the backbone that all heads share. Accuracies are fractions. */
const headRunSchema = z.strictObject({
  head: z.enum(HEADS),
  seed: z.int(),
  backend: z.string(),
  parameters: z.int(),
  /** The recipe's training settings. */
  settings: z.record(z.string(), z.unknown()),
  stepsPerEpoch: z.int(),
  stepsPerWindow: z.int(),
  /** Means over windows of training steps. The last window may be shorter. */
  trainAccuracy: accuracySchema,
  /** At the end of each epoch, over every validation image with every addend. */
  validationAccuracy: accuracySchema,
  machine: machineSchema,
});

const headResultsSchema = z.strictObject({ runs: z.array(headRunSchema) });

export type Head = (typeof HEADS)[number];
export type HeadRun = z.output<typeof headRunSchema>;

/** Reads `heads.json`: every run of every head, in the order of {@link HEADS} and by seed. */
export function readHeadRuns(folder: string): HeadRun[] {
  return readJson(fileIn(folder), headResultsSchema).runs;
}

/** Adds a run to `heads.json`. It replaces a run of the same head with the same seed. */
export function addHeadRun(folder: string, run: HeadRun): void {
  const known = existsSync(fileIn(folder)) ? readHeadRuns(folder) : [];
  const others = known.filter(({ head, seed }) => head !== run.head || seed !== run.seed);
  const runs = [...others, run].sort((a, b) => HEADS.indexOf(a.head) - HEADS.indexOf(b.head) || a.seed - b.seed);
  writeJson(fileIn(folder), { runs } satisfies z.input<typeof headResultsSchema>);
}

const fileIn = (folder: string) => join(folder, 'heads.json');
