import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { readJson, writeJson } from './results-file.js';

const accuracy = z.number().check(z.gte(0), z.lte(1));

/** How one saved model of a recipe reads changed test images. */
const modelRobustnessSchema = z.strictObject({
  recipe: z.string(),
  seed: z.int(),
  corruptions: z.array(
    z.strictObject({
      name: z.string(),
      /** Part of the digits that are read correctly when the network gets the images as they are. */
      asItIs: accuracy,
      /** The same when `prepareImage` prepares them first, as the page and the command do with a picture. */
      prepared: z.optional(accuracy),
    }),
  ),
});

const robustnessSchema = z.strictObject({ recipes: z.array(modelRobustnessSchema) });

export type ModelRobustness = z.output<typeof modelRobustnessSchema>;

/** The files of results: our own corruptions, and those of MNIST-C. */
type RobustnessFile = 'robustness' | 'mnist-c';

/** Reads `robustness.json` or `mnist-c.json` in the order in which recipes were added. The result is empty if there is no file yet. */
export function readRobustness(folder: string, file: RobustnessFile): ModelRobustness[] {
  const path = pathOf(folder, file);
  return existsSync(path) ? readJson(path, robustnessSchema).recipes : [];
}

/** Adds a model to one of the two files. It replaces the model of the same recipe. */
export function addRobustness(folder: string, file: RobustnessFile, model: ModelRobustness): void {
  const recipes = readRobustness(folder, file);
  const place = recipes.findIndex(({ recipe }) => recipe === model.recipe);
  const changed = place < 0 ? [...recipes, model] : recipes.with(place, model);
  writeJson(pathOf(folder, file), { recipes: changed } satisfies z.input<typeof robustnessSchema>);
}

const pathOf = (folder: string, file: RobustnessFile) => join(folder, `${file}.json`);
