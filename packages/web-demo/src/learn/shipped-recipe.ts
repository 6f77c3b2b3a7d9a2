import recipes from 'virtual:shipped-recipes';

/** A recipe to train, the default one first. */
export interface ShippedRecipe {
  readonly id: string;
  readonly summary: string;
}

export const SHIPPED_RECIPES = recipes as readonly ShippedRecipe[];
