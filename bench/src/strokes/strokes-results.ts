import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../json-file.js';

/** The content of `results/strokes.json`. */
const strokesSchema = z.strictObject({
  recipe: z.string(),
  seed: z.int(),
  /** How many digits were drawn, and the part of them that is read right as they were, 0..1. */
  digits: z.int(),
  asTheyWere: z.number(),
  drawings: z.array(
    z.strictObject({
      /** The pen's width and the digit's size, as parts of the pad's side. */
      pen: z.number(),
      size: z.number(),
      /** The part that is read right, 0..1. */
      accuracy: z.number(),
    }),
  ),
});

export type Strokes = z.output<typeof strokesSchema>;

/** How well digits are read that are drawn once more. */
export function readStrokes(folder: string): Strokes {
  return readJson(fileIn(folder), strokesSchema);
}

export function writeStrokes(folder: string, strokes: Strokes): void {
  writeJson(fileIn(folder), strokes);
}

const fileIn = (folder: string) => join(folder, 'strokes.json');
