import { join } from 'node:path';
import { DIGIT_CLASSES, IMAGE_SIDE, SUM_CLASSES } from '@mnist-adder/dataset';
import * as z from 'zod/mini';
import { readJson, writeJson } from './results-file.js';

const probabilities = (classes: number) => z.array(z.number().check(z.gte(0), z.lte(1))).check(z.length(classes));

/** The content of `results/digit.json`: one test image, and what some models predict for it. */
const exampleDigitSchema = z.strictObject({
  /** Position in the test set, from 0. */
  index: z.int(),
  /** The digit that the image shows. */
  label: z.int(),
  addend: z.int(),
  /** [28 × 28], 0 (background) to 255 (ink). */
  pixels: z.array(z.array(z.int().check(z.gte(0), z.lte(255))).check(z.length(IMAGE_SIDE))).check(z.length(IMAGE_SIDE)),
  predictions: z.array(
    z.strictObject({
      recipe: z.string(),
      seed: z.int(),
      digitProbabilities: probabilities(DIGIT_CLASSES),
      sumProbabilities: probabilities(SUM_CLASSES),
    }),
  ),
});

export type ExampleDigit = z.output<typeof exampleDigitSchema>;

const FILE = 'digit.json';

export function readExampleDigit(folder: string): ExampleDigit {
  return readJson(join(folder, FILE), exampleDigitSchema);
}

export function writeExampleDigit(folder: string, example: ExampleDigit): void {
  writeJson(join(folder, FILE), example);
}
