import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../json-file.js';
import { inPlaceOf } from '../results/in-place-of.js';

/** Of the digits of all test images, 0..1: looked at once, and nine times. */
const looksSchema = z.strictObject({ once: z.number(), shifted: z.number() });

const recipeVotesSchema = z.strictObject({
  recipe: z.string(),
  /** Each model alone. */
  models: z.array(looksSchema.extend({ seed: z.int() })),
  /** The mean of their probabilities. */
  together: looksSchema,
});

const votesSchema = z.strictObject({ recipes: z.array(recipeVotesSchema) });

export type RecipeVotes = z.output<typeof recipeVotesSchema>;

/** What the models of each recipe that was measured read, alone and together. */
export function readVotes(folder: string): RecipeVotes[] {
  return existsSync(fileIn(folder)) ? readJson(fileIn(folder), votesSchema).recipes : [];
}

/** Adds a recipe, in place of what there is of it. */
export function addVotes(folder: string, votes: RecipeVotes): void {
  const recipes = inPlaceOf(readVotes(folder), votes);
  writeJson(fileIn(folder), { recipes } satisfies z.input<typeof votesSchema>);
}

const fileIn = (folder: string) => join(folder, 'votes.json');
