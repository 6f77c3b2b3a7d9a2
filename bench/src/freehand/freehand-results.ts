import { z } from 'zod';
import { resultsByRecipe } from '../results/results-by-recipe.js';
import { readingSchema } from './reading.js';

const modelFreehandSchema = z.strictObject({
  recipe: z.string(),
  seed: z.int(),
  /** How many digits of people who filled in forms there were. */
  digits: z.int(),
  ...readingSchema.shape,
  /** The accuracy on digits of MNIST that were held out, after they were made as coarse. */
  controlAccuracy: z.number(),
  /** Digits of fonts, drawn at several sizes. */
  fonts: z.strictObject({
    fonts: z.int(),
    pictures: z.int(),
    ...readingSchema.shape,
    sizes: z.array(
      z.strictObject({
        /** The longer side of the digit, as a part of the pad's. */
        size: z.number(),
        accuracy: z.number(),
      }),
    ),
  }),
});

export type ModelFreehand = z.output<typeof modelFreehandSchema>;

/** How one model of each recipe that was measured reads other people's handwriting. */
export const freehandResults = resultsByRecipe('freehand.json', modelFreehandSchema);
