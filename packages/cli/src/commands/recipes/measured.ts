import { readFileSync } from 'node:fs';
import { findRecipe, RECIPE_IDS, type Recipe } from '@mnist-adder/trainer/recipes';

// The build replaces this module by the values of its exports: the results are in the repository, not in the package.

/** How good a recipe is, and what it takes: means over the runs in `bench/results`. */
interface Measurement {
  readonly runs: number;
  readonly parameters: number;
  /** The fraction of the test images that are read rightly. */
  readonly digit: number;
  /** The fraction of right sums over all pairs; absent if the network only reads digits. */
  readonly sum?: number;
  /** Seconds from reading the data to the evaluated model, with one or two threads of a server's processor. */
  readonly totalSeconds: number;
}

/** The part of a run in `bench/results` that is shown. */
interface Run {
  readonly parameters: number;
  readonly totalSeconds: number;
  readonly evaluation: { readonly digit: { readonly accuracy: number }; readonly sum?: { readonly accuracy: number } };
  readonly addition?: { readonly digits: number };
}

function measurement({ id, task }: Recipe): Measurement {
  const file = new URL(`../../../../../bench/results/${id}.json`, import.meta.url);
  const all = (JSON.parse(readFileSync(file, 'utf8')) as { readonly runs: readonly Run[] }).runs;
  // Additions of longer numbers are another task.
  const runs = all.filter(({ addition }) => task.type !== 'image-sums' || addition?.digits === task.digits);
  const mean = (value: (run: Run) => number) => runs.reduce((sum, run) => sum + value(run), 0) / runs.length;
  const adds = runs.every(({ evaluation }) => evaluation.sum !== undefined);
  return {
    runs: runs.length,
    parameters: runs[0]!.parameters,
    digit: mean(({ evaluation }) => evaluation.digit.accuracy),
    ...(adds && { sum: mean(({ evaluation }) => evaluation.sum!.accuracy) }),
    totalSeconds: mean(({ totalSeconds }) => totalSeconds),
  };
}

/** The measurements of recipes by id. */
export const MEASURED: Readonly<Record<string, Measurement>> = Object.fromEntries(
  RECIPE_IDS.map((id) => [id, measurement(findRecipe(id))]),
);
