import { findRecipe, RECIPE_IDS } from '@mnist-adder/trainer';
import type { ShippedRecipe } from '../src/learn/shipped-recipe.js';
import type { Shipment } from './shipped-files.js';

/** What there is to train from nothing; the recipes themselves are loaded when one is. */
export const shippedRecipes = (): Shipment => ({
  name: 'shipped-recipes',
  files: [],
  facts: RECIPE_IDS.map((id) => findRecipe(id)!)
    .filter(({ training: { freeze, distillation } }) => freeze === undefined && distillation === undefined)
    .map(({ id, summary }): ShippedRecipe => ({ id, summary })),
});
