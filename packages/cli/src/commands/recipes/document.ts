import { recipeSchema } from '@mnist-adder/trainer/internal/recipes';
import * as z from 'zod/mini';

/** The schema of `recipes --json`. */
export const recipesDocument = z.strictObject({
  recipes: z.array(
    z.strictObject({
      id: z.string(),
      summary: z.string(),
      reference: z
        .boolean()
        .check(z.describe('whether it is the recipe of a reference system, which reports its accuracy')),
      measured: z
        .optional(
          z.strictObject({
            runs: z.int().check(z.describe('number of runs, of which the others are means')),
            parameters: z.int(),
            digit: z.number().check(z.describe('accuracy on the test set')),
            sum: z.optional(z.number()).check(z.describe('accuracy on the test set; absent if it reads digits only')),
            totalSeconds: z.number().check(z.describe('from reading the data to the evaluated model')),
          }),
        )
        .check(z.describe("the project's own measurements, with one or two threads")),
    }),
  ),
});

export type RecipesDocument = z.output<typeof recipesDocument>;

/** The schema of `recipes show --json`. */
export const recipeDocument = z.strictObject({
  recipe: recipeSchema,
  layers: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string().check(z.describe('class name in TensorFlow.js')),
      shape: z.array(z.nullable(z.int())).check(z.describe("shape of the layer's output; null for the batch")),
      parameters: z.int(),
    }),
  ),
  parameters: z.int(),
});

export type RecipeDocument = z.output<typeof recipeDocument>;
