import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../json-file.js';

/** What was measured of something once for each recipe. */
export interface ResultsByRecipe<Result> {
  /** In the order in which the recipes were added; nothing where there is no file yet. */
  readonly read: (folder: string) => Result[];
  /** Adds a recipe, in place of what there is of it. */
  readonly add: (folder: string, result: Result) => void;
}

/**
 * A file of `results/` that has one entry for each recipe.
 *
 * @param name of the file in the folder.
 */
export function resultsByRecipe<Result extends { readonly recipe: string }>(
  name: string,
  resultSchema: z.ZodType<Result>,
): ResultsByRecipe<Result> {
  const schema = z.strictObject({ recipes: z.array(resultSchema) });
  const read = (folder: string) => {
    const file = join(folder, name);
    return existsSync(file) ? readJson(file, schema).recipes : [];
  };
  return {
    read,
    add: (folder, result) => {
      const recipes = read(folder);
      const place = recipes.findIndex(({ recipe }) => recipe === result.recipe);
      const changed = place < 0 ? [...recipes, result] : recipes.with(place, result);
      writeJson(join(folder, name), { recipes: changed });
    },
  };
}
