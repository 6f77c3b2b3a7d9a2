import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MODEL_FILE, type AdderMetadata } from '@mnist-adder/model';
import { modelFolder } from '@mnist-adder/models';
import * as z from 'zod/mini';

/**
 * The directory of a saved model. If the user gave the directory of a run, it is `model/` in it. If the user gave none, it is the
 * directory of the bundled model. It may not exist: the function that reads it says so.
 *
 * @param folder the directory that relative paths start from.
 */
export function findModel(given: string | undefined, folder: string): string {
  if (given === undefined) return modelFolder('adder-small');
  const asked = resolve(folder, given);
  const ofRun = join(asked, 'model');
  return !existsSync(join(asked, MODEL_FILE)) && existsSync(ofRun) ? ofRun : asked;
}

/** The schema of a saved model in a command's `--json`. */
export const modelDocument = z.strictObject({
  folder: z.string().check(z.describe('its directory')),
  recipe: z.nullable(z.string()).check(z.describe('the id of the recipe that trained it')),
  seed: z.int(),
});

/** A saved model in a command's `--json`. */
export type ModelDocument = z.output<typeof modelDocument>;

/** Describes a saved model for a command's `--json`. */
export function describeModel(folder: string, { recipe, seed }: AdderMetadata): ModelDocument {
  const id = typeof recipe === 'object' && recipe !== null && 'id' in recipe ? recipe.id : null;
  return { folder, recipe: typeof id === 'string' ? id : null, seed };
}
