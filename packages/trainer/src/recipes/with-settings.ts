import { checkObject } from '@mnist-adder/dataset/internal';
import type { Definitions } from '@mnist-adder/model/spec';
import { applyChanges, type Change } from '../recipe/change-settings.js';
import type { Recipe, RecipeInput } from '../recipe/recipe.js';
import { isSettings } from '../recipe/setting-schema.js';
import { givenRecipe, type RecipeId } from './recipes.js';

/** Some settings of a recipe, nested as they are there. */
export type RecipeSettingsInput = PartialSettings<Omit<RecipeInput, 'id'>> & { readonly id?: string };

/** Any part of settings, at any depth; null removes a setting. */
export type PartialSettings<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Name in keyof T]?: PartialSettings<T[Name]> | null | undefined }
    : T;

/**
 * Changes settings of a recipe: `withSettings('adder-fast', { training: { epochs: 3 } })`. What is left out stays as it is. If a `type`
 * changes, everything beside it takes the defaults of the new type, except for what is given too. `null` removes a setting, or
 * gives it its default.
 *
 * @param recipe a recipe, or the id of a built-in one.
 * @param definitions backbones and heads of your own that the recipe may use.
 * @throws `TrainerError` `setting` if there is no such setting, the value is not valid, or `null` would change nothing.
 */
export function withSettings(
  recipe: Recipe | RecipeId,
  settings: RecipeSettingsInput,
  definitions: Definitions = {},
): Recipe {
  const base = givenRecipe(recipe);
  checkObject('settings', settings, ['network', 'task', 'training']);
  return applyChanges(base, changesOf(settings), definitions);
}

/** Nested settings one by one. */
function changesOf(settings: object, around = ''): Change[] {
  return Object.entries(settings).flatMap(([name, value]: [string, unknown]) => {
    const path = `${around}${name}`;
    if (value === undefined) return [];
    const inner = isSettings(value) ? changesOf(value, `${path}.`) : [];
    if (inner.length > 0) return inner;
    // An empty object is what is there, or the defaults.
    return [
      {
        path,
        value: isSettings(value) ? {} : value,
        text: typeof value === 'number' ? String(value) : JSON.stringify(value),
      },
    ];
  });
}
