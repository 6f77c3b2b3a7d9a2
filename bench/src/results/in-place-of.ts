/** Adds what was measured of a model, in place of what there is of one of the same recipe. */
export function inPlaceOf<T extends { readonly recipe: string }>(models: readonly T[], model: T): T[] {
  const isThere = models.some(({ recipe }) => recipe === model.recipe);
  return isThere ? models.map((other) => (other.recipe === model.recipe ? model : other)) : [...models, model];
}
