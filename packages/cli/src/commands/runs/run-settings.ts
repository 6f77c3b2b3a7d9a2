import type { FoundRun } from '@mnist-adder/trainer/node';
import { findRecipe } from '@mnist-adder/trainer/recipes';

/** Settings by their path: `training.epochs`. */
export type Settings = ReadonlyMap<string, unknown>;

/** Everything that a run's weights depend on. */
export function settingsOf({ config: { recipe, seed, backend, threads, data } }: FoundRun): Settings {
  const { id, network, task, data: recipeData, training } = recipe;
  const { digests, transposed } = data;
  const all = { seed, backend, threads, digests, transposed, recipe: id, network, task, data: recipeData, training };
  return new Map(leaves(all, '').filter(([, value]) => value !== undefined));
}

/** The settings in which a run's recipe is not the built-in one of its name. A setting that was taken out is null. */
export function changedSettings({ config: { recipe } }: Pick<FoundRun, 'config'>): Readonly<Record<string, unknown>> {
  const known = findRecipe(recipe.id);
  if (known === undefined) return {};
  const settings = ({ network, task, data, training }: typeof known) =>
    new Map(leaves({ network, task, data, training }, ''));
  const [before, after] = [settings(known), settings(recipe)];
  return Object.fromEntries(differing([before, after]).map((path) => [path, after.get(path) ?? null]));
}

/** The paths of the settings that are not the same in all of some. */
export const differing = (all: readonly Settings[]): string[] =>
  [...new Set(all.flatMap((settings) => [...settings.keys()]))].filter(
    (path) => new Set(all.map((settings) => JSON.stringify(settings.get(path)))).size > 1,
  );

/** A setting's value for people. */
export const valueText = (value: unknown): string =>
  value === undefined ? '-' : typeof value === 'string' ? value : JSON.stringify(value);

function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, child]) => leaves(child, path === '' ? name : `${path}.${name}`));
}
