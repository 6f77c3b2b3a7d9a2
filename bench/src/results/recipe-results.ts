import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RECIPE_IDS } from '@mnist-adder/trainer';
import { z } from 'zod';
import { readJson, writeJson } from '../json-file.js';
import { runSchema } from './run.js';
import type { Run } from './run.js';

/** The content of `results/<recipe>.json`: every run, by seed. */
const recipeResultsSchema = z.strictObject({
  recipe: z.string(),
  runs: z.array(runSchema).min(1),
});

export type RecipeResults = z.output<typeof recipeResultsSchema>;

/** The results of every recipe that has some, in the order of the recipes. */
export function readRecipeResults(folder: string): RecipeResults[] {
  return RECIPE_IDS.map((id) => fileOf(folder, id))
    .filter((file) => existsSync(file))
    .map((file) => readJson(file, recipeResultsSchema));
}

/** Adds a run to its recipe's results, in place of one with the same seed on the same backend, and of as long numbers. */
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
