import { z } from 'zod';
import { resultsByRecipe } from '../results/results-by-recipe.js';

const modelFreehandSchema = z.strictObject({
  recipe: z.string(),
  seed: z.int(),
  /** How many there were. */
  digits: z.int(),
  /** The part of them, 0..1, that is read right. */
  accuracy: z.number(),
  /** The same of digits of MNIST that were held out, after they were made as coarse. */
  controlAccuracy: z.number(),
  /** How many of what digit were taken for what other one: `4>6`. */
  mistakes: z.record(z.string(), z.int()),
});

export type ModelFreehand = z.output<typeof modelFreehandSchema>;

/** How one model of each recipe that was measured reads other people's handwriting. */
export const freehandResults = resultsByRecipe('freehand.json', modelFreehandSchema);
