import { z } from 'zod';
import { resultsByRecipe } from '../results/results-by-recipe.js';

/** Of the digits of all test images, 0..1: looked at once, and nine times. */
const looksSchema = z.strictObject({ once: z.number(), shifted: z.number() });

const recipeVotesSchema = z.strictObject({
  recipe: z.string(),
  /** Each model alone. */
  models: z.array(looksSchema.extend({ seed: z.int() })),
  /** The mean of their probabilities. */
  together: looksSchema,
});

export type RecipeVotes = z.output<typeof recipeVotesSchema>;

/** What the models of each recipe that was measured read, alone and together. */
export const votesResults = resultsByRecipe('votes.json', recipeVotesSchema);
