import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../json-file.js';
import { inPlaceOf } from '../results/in-place-of.js';

const accuracy = z.number().min(0).max(1);

const modelRobustnessSchema = z.strictObject({
  recipe: z.string(),
  seed: z.int(),
  corruptions: z.array(
    z.strictObject({
      name: z.string(),
      /** Of the digits of all test images, given to the network as they are. */
      asItIs: accuracy,
      /** The same, brought to 28 × 28 by `prepareImage` first, as the page and the command do with a picture. */
      prepared: accuracy,
    }),
  ),
});

/** The content of `results/robustness.json`: one model a recipe. */
const robustnessSchema = z.strictObject({ models: z.array(modelRobustnessSchema) });

export type ModelRobustness = z.output<typeof modelRobustnessSchema>;

/** How each model that was measured does, in the order in which they were added. */
export function readRobustness(folder: string): ModelRobustness[] {
  return existsSync(fileIn(folder)) ? readJson(fileIn(folder), robustnessSchema).models : [];
}

/** Adds a model, in place of one of the same recipe. */
export function addRobustness(folder: string, model: ModelRobustness): void {
  const models = inPlaceOf(readRobustness(folder), model);
  writeJson(fileIn(folder), { models } satisfies z.input<typeof robustnessSchema>);
}

const fileIn = (folder: string) => join(folder, 'robustness.json');
