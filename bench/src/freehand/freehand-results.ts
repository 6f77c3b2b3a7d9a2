import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../json-file.js';
import { inPlaceOf } from '../results/in-place-of.js';

const modelSchema = z.strictObject({
  recipe: z.string(),
  seed: z.int(),
  /** The part of the digits, 0..1, that is read right. */
  accuracy: z.number(),
  /** The same of digits of MNIST that were held out, after they were made as coarse. */
  controlAccuracy: z.number(),
  /** How many of what digit were taken for what other one: `4>6`. */
  mistakes: z.record(z.string(), z.int()),
});

/** The content of `results/freehand.json`: one model a recipe. */
const freehandSchema = z.strictObject({ digits: z.int(), models: z.array(modelSchema) });

type FreehandModel = z.output<typeof modelSchema>;
export type Freehand = z.output<typeof freehandSchema>;

/** How many digits there were, and how each model that was measured read them. */
export function readFreehand(folder: string): Freehand {
  return existsSync(fileIn(folder)) ? readJson(fileIn(folder), freehandSchema) : { digits: 0, models: [] };
}

/** Adds a model, in place of one of the same recipe. */
export function addFreehand(folder: string, digits: number, model: FreehandModel): void {
  const models = inPlaceOf(readFreehand(folder).models, model);
  writeJson(fileIn(folder), { digits, models } satisfies Freehand);
}

const fileIn = (folder: string) => join(folder, 'freehand.json');
