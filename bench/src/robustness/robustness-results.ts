import { z } from 'zod';
import { resultsByRecipe } from '../results/results-by-recipe.js';

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

export type ModelRobustness = z.output<typeof modelRobustnessSchema>;

/** How one model of each recipe that was measured does. */
export const robustnessResults = resultsByRecipe('robustness.json', modelRobustnessSchema);
