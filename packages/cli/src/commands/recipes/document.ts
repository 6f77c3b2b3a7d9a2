import { recipeSchema, type Recipe } from '@mnist-adder/trainer/recipes';
import * as z from 'zod';

/** The schema of `recipes --json`. */
export const recipesDocument = z.strictObject({
  recipes: z.array(
    z.strictObject({
      id: z.string(),
      summary: z.string(),
      reference: z.boolean().describe('whether it is the recipe of a reference system, which reports its accuracy'),
    }),
  ),
});

export type RecipesDocument = z.output<typeof recipesDocument>;

const recipe: z.ZodType<Recipe> = recipeSchema;

/** The schema of `recipes show --json`. */
export const recipeDocument = z.strictObject({
  recipe,
  layers: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string().describe('class name in TensorFlow.js'),
      shape: z.array(z.int().nullable()).describe("shape of the layer's output; null for the batch"),
      parameters: z.int(),
    }),
  ),
  parameters: z.int(),
});

export type RecipeDocument = z.output<typeof recipeDocument>;
