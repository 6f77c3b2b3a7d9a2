import { findRecipe, RECIPE_IDS } from '@mnist-adder/trainer';
import type { ShippedRecipe } from '../src/learn/shipped-recipe.js';
import type { Shipment } from './shipped-files.js';

/** What there is to train; the recipes themselves are loaded when one is. */
export const shippedRecipes = (): Shipment => ({
  name: 'shipped-recipes',
  files: [],
  facts: RECIPE_IDS.map((id): ShippedRecipe => ({ id, summary: findRecipe(id)!.summary })),
});
