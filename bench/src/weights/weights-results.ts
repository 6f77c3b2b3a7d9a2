import { z } from 'zod';
import { resultsByRecipe } from '../results/results-by-recipe.js';

const roundingSchema = z.strictObject({
  weights: z.enum(['float32', 'float16', 'uint8']),
  /** Of the two files together. */
  bytes: z.int(),
  /** Over all test pairs, 0..1. */
  digitAccuracy: z.number(),
  /** Absent where a model reads digits only. */
  sumAccuracy: z.number().optional(),
});

const modelWeightsSchema = z.strictObject({ recipe: z.string(), seed: z.int(), roundings: z.array(roundingSchema) });

export type Rounding = z.output<typeof roundingSchema>;
export type ModelWeights = z.output<typeof modelWeightsSchema>;

/** What rounding the weights of the models that come along costs. */
export const weightsResults = resultsByRecipe('weights.json', modelWeightsSchema);
