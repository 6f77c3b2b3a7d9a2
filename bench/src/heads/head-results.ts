import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../json-file.js';
import { machineSchema } from '../machine.js';

/** The heads that add, in the order in which they are shown. */
export const HEADS = ['concat', 'exact', 'stacked', 'linear'] as const;

const accuraciesSchema = z.strictObject({ digitAccuracy: z.number(), sumAccuracy: z.number() });

/** How one head learned on the backbone that they share. */
const headRunSchema = z.strictObject({
  head: z.enum(HEADS),
  seed: z.int(),
  backend: z.string(),
  parameters: z.int(),
  /** The recipe's training settings. */
  settings: z.record(z.string(), z.unknown()),
  stepsPerEpoch: z.int(),
  stepsPerWindow: z.int(),
  /** Of the batches in training, each number the mean over a window of steps; the last window may be shorter. */
  digitAccuracy: z.array(z.number()),
  sumAccuracy: z.array(z.number()),
  /** At the end of each epoch, over every validation image with every addend. */
  validation: z.array(accuraciesSchema),
  machine: machineSchema,
});

/** The content of `results/heads.json`. */
const headResultsSchema = z.strictObject({ runs: z.array(headRunSchema) });

export type Head = (typeof HEADS)[number];
export type HeadRun = z.output<typeof headRunSchema>;

/** Every run of every head, in the order of {@link HEADS} and by seed. */
export function readHeadRuns(folder: string): HeadRun[] {
  return readJson(fileIn(folder), headResultsSchema).runs;
}

/** Adds a run, in place of one of the same head with the same seed. */
export function addHeadRun(folder: string, run: HeadRun): void {
  const known = existsSync(fileIn(folder)) ? readHeadRuns(folder) : [];
  const others = known.filter(({ head, seed }) => head !== run.head || seed !== run.seed);
  const runs = [...others, run].sort((a, b) => HEADS.indexOf(a.head) - HEADS.indexOf(b.head) || a.seed - b.seed);
  writeJson(fileIn(folder), { runs } satisfies z.input<typeof headResultsSchema>);
}

const fileIn = (folder: string) => join(folder, 'heads.json');
