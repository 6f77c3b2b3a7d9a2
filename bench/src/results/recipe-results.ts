import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { scoresSchema } from '@mnist-adder/model/internal/spec';
import { RECIPE_IDS } from '@mnist-adder/trainer/recipes';
import * as z from 'zod/mini';
import { machineSchema, readJson, writeJson } from './results-file.js';

/** An evaluation of a network that adds also counts how often both answers are right. */
const evaluationSchema = scoresSchema.check(
  z.refine(({ sum, both }) => (sum === undefined) === (both === undefined), 'sum and both go together'),
);

const epochSchema = z.strictObject({
  /** Counted from 0. */
  epoch: z.int(),
  /** Means over the batches of the epoch. */
  train: scoresSchema,
  /** Scores at the end of the epoch, over every validation image with every addend. */
  validation: evaluationSchema,
});

const calibrationSchema = z.strictObject({
  /** What the logits are divided by, fitted on validation images. */
  temperature: z.number(),
  /** Expected calibration error on the test set after that division. */
  error: z.number(),
});

/** The scores of one run of a recipe, with everything that is needed to repeat it. */
export const runSchema = z.strictObject({
  seed: z.int(),
  backend: z.string(),
  epochs: z.int(),
  parameters: z.int(),
  /** The recipe's training settings. */
  settings: z.record(z.string(), z.unknown()),
  /** SHA-256 of the weights of the saved model that the run started from. */
  from: z.optional(z.string()),
  /** SHA-256 of the weights of each saved model that taught the network. */
  teachers: z.optional(z.array(z.string())),
  curves: z.array(epochSchema),
  /** Scores over every test image with every addend. */
  evaluation: evaluationSchema,
  calibration: z.optional(z.strictObject({ digit: calibrationSchema, sum: z.optional(calibrationSchema) })),
  /** The sums of test images that are right, if the network learned from sums of images. */
  addition: z.optional(z.strictObject({ digits: z.int(), problems: z.int(), accuracy: z.number() })),
  trainSeconds: z.number(),
  totalSeconds: z.number(),
  /** Seconds by what they were spent on. */
  seconds: z.optional(z.record(z.string(), z.number())),
  peakMemoryBytes: z.int(),
  machine: machineSchema,
});

/** The content of `results/<recipe>.json`: every run, by seed. */
const recipeResultsSchema = z.strictObject({
  recipe: z.string(),
  runs: z.array(runSchema).check(z.minLength(1)),
});

export type Run = z.output<typeof runSchema>;
export type RecipeResults = z.output<typeof recipeResultsSchema>;

/** Reads the results of every recipe that has any, in the order of the recipes. */
export function readRecipeResults(folder: string): RecipeResults[] {
  return RECIPE_IDS.map((id) => fileOf(folder, id))
    .filter((file) => existsSync(file))
    .map((file) => readJson(file, recipeResultsSchema));
}

/** Adds a run to its recipe's results. It replaces a run with the same seed, backend and length of numbers. */
export function addRun(folder: string, recipe: string, run: Run): void {
  const file = fileOf(folder, recipe);
  const known = existsSync(file) ? readJson(file, recipeResultsSchema).runs : [];
  const digitsOf = ({ addition }: Run) => addition?.digits ?? 0;
  const others = known.filter(
    (other) => other.seed !== run.seed || other.backend !== run.backend || digitsOf(other) !== digitsOf(run),
  );
  const runs = [...others, run].sort(
    (a, b) => a.backend.localeCompare(b.backend) || digitsOf(a) - digitsOf(b) || a.seed - b.seed,
  );
  writeJson(file, { recipe, runs } satisfies RecipeResults);
}

const fileOf = (folder: string, recipe: string) => join(folder, `${recipe}.json`);
