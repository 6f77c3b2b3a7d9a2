import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../json-file.js';

const roundingSchema = z.strictObject({
  weights: z.enum(['float32', 'float16', 'uint8']),
  /** Of the two files together. */
  bytes: z.int(),
  /** Over all test pairs, 0..1. */
  digitAccuracy: z.number(),
  /** Absent where a model reads digits only. */
  sumAccuracy: z.number().optional(),
});

/** The content of `results/weights.json`: the models that come along, as they are and with rounded weights. */
const weightsSchema = z.strictObject({
  models: z.array(z.strictObject({ recipe: z.string(), seed: z.int(), roundings: z.array(roundingSchema) })),
});

export type Rounding = z.output<typeof roundingSchema>;
export type ModelWeights = z.output<typeof weightsSchema>['models'][number];

/** What rounding the weights of each model costs. */
export function readWeights(folder: string): ModelWeights[] {
  return existsSync(fileIn(folder)) ? readJson(fileIn(folder), weightsSchema).models : [];
}

export function writeWeights(folder: string, models: ModelWeights[]): void {
  writeJson(fileIn(folder), { models } satisfies z.input<typeof weightsSchema>);
}

const fileIn = (folder: string) => join(folder, 'weights.json');
