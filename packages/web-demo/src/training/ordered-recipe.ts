import { findRecipe, withSettings, type Recipe } from '@mnist-adder/trainer/recipes';
import type { TrainingOrder } from './protocol.js';

/**
 * The recipe that was ordered, with the settings that were.
 *
 * @throws `Error` with a message for the user if there is no such recipe, or its settings do not go together.
 */
export function orderedRecipe({
  recipe: id,
  settings,
  epochs,
}: Pick<TrainingOrder, 'recipe' | 'settings' | 'epochs'>): Recipe {
  const recipe = findRecipe(id);
  if (recipe === undefined) throw new Error(`There is no recipe ${id}: choose another one.`);
  return withSettings(recipe, { ...settings, training: { ...settings.training, epochs } });
}
