import type { AdderMetadata } from '@mnist-adder/model';
import { z } from 'zod';

/** Which saved model something was done with. */
export const modelDocument = z.strictObject({
  folder: z.string().describe('its directory'),
  recipe: z.string().nullable().describe('the id of the recipe that it was trained by'),
  seed: z.int(),
});

export type ModelDocument = z.output<typeof modelDocument>;

/** Names a saved model. */
export function describeModel(folder: string, { recipe, seed }: AdderMetadata): ModelDocument {
  const id = typeof recipe === 'object' && recipe !== null && 'id' in recipe ? recipe.id : null;
  return { folder, recipe: typeof id === 'string' ? id : null, seed };
}
