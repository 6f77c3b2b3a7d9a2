import { resolve } from 'node:path';
import type { SavedAdder } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import { z } from 'zod';

/** A saved model that a recipe made. */
interface RecipeModel extends SavedAdder {
  /** The recipe's id. */
  readonly recipe: string;
}

const recipeSchema = z.looseObject({ id: z.string() });

/**
 * Reads a saved model and what recipe made it.
 *
 * @param folder from where the command was called.
 */
export async function readRecipeModel(folder: string): Promise<RecipeModel> {
  const saved = await readAdder(resolve(process.env.INIT_CWD ?? '.', folder));
  return { ...saved, recipe: recipeSchema.parse(saved.metadata.recipe).id };
}
