import { recipeSchema } from '@mnist-adder/trainer';
import { z } from 'zod';

/** What `recipes --json` prints. */
export const recipesDocument = z.strictObject({
  recipes: z.array(
    z.strictObject({
      id: z.string(),
      summary: z.string(),
      reference: z.boolean().describe('whether it makes a reference system again'),
    }),
  ),
});

/** What `recipes show --json` prints. */
export const recipeDocument = z.strictObject({
  recipe: recipeSchema,
  layers: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string().describe('as TensorFlow.js calls it'),
      shape: z.array(z.int().nullable()).describe('of its output; null for the batch'),
      parameters: z.int(),
    }),
  ),
  parameters: z.int(),
});

export type RecipeDocument = z.output<typeof recipeDocument>;
