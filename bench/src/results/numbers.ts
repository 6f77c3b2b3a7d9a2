import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { readJson, writeJson } from './results-file.js';

const fraction = z.number().check(z.gte(0), z.lte(1));

/** How numbers of one length are read that are made of test images. */
const numberResultSchema = z.strictObject({
  /** Whether their digits stand apart or touch. */
  spacing: z.enum(['apart', 'touching']),
  /** Number of digits. */
  length: z.int(),
  /** Part of the numbers of which every digit is read correctly. */
  numberAccuracy: fraction,
  /** Part of the numbers in which as many digits are found as there are. */
  countAccuracy: fraction,
  /** Part of the digits that are read correctly, in numbers in which as many digits are found as there are. */
  digitAccuracy: fraction,
  /** Part of the pictures that `prepareImage` refuses because they show several digits. */
  severalDigits: fraction,
});

const numbersSchema = z.strictObject({
  recipe: z.string(),
  seed: z.int(),
  /** Number of numbers of each length. */
  count: z.int(),
  results: z.array(numberResultSchema),
});

export type NumberResult = z.output<typeof numberResultSchema>;
export type NumberResults = z.output<typeof numbersSchema>;

/** Reads `numbers.json`; undefined if there is no such file yet. */
export const readNumbers = (folder: string): NumberResults | undefined =>
  existsSync(fileIn(folder)) ? readJson(fileIn(folder), numbersSchema) : undefined;

/** Writes `numbers.json`. */
export const writeNumbers = (folder: string, results: NumberResults): void => {
  writeJson(fileIn(folder), results);
};

const fileIn = (folder: string) => join(folder, 'numbers.json');
