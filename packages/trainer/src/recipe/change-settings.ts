import { checkObject, is } from '@mnist-adder/dataset/internal';
import type { Definitions } from '@mnist-adder/model/spec';
import type * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { TrainerError } from '../trainer-error.js';
import type { Recipe } from './recipe.js';
import { createRecipeSchema } from './recipe-schema.js';

/** A setting by its path in the recipe, `training.learningRate.peak`, and its value as JSON or as plain text. */
export interface SettingChange {
  readonly path: string;
  readonly value: string;
}

/**
 * Changes settings of a recipe, each given by its path and as text. If a `type` changes, everything beside it takes the defaults of the new
 * type, except for what is given too. `null` removes a setting.
 *
 * @param definitions backbones and heads of your own that the recipe may use.
 * @throws `TrainerError` `setting` if there is no such setting, or the value is not valid.
 */
export function changeSettings(
  recipe: Recipe,
  changes: readonly SettingChange[],
  definitions: Definitions = {},
): Recipe {
  is.list('an array of settings with path and value')('changes', changes);
  return applyChanges(
    recipe,
    changes.map(({ path, value }) => ({ path, value: parseValue(value), text: value })),
    definitions,
  );
}

/** A setting by its path, its new value, and that value as it is shown to people. */
export interface Change {
  readonly path: string;
  readonly value: unknown;
  readonly text: string;
}

/**
 * Applies changes to a recipe, those of types first.
 *
 * @throws `TrainerError` `setting` if there is no such setting, or the value is not valid.
 */
export function applyChanges(recipe: Recipe, changes: readonly Change[], definitions: Definitions): Recipe {
  const isType = ({ path }: Change) => Number(/(^|\.)type$/.test(path));
  const typesFirst = [...changes].sort((a, b) => isType(b) - isType(a));
  const changed = typesFirst.reduce<unknown>((settings, { path, value }) => change(settings, path, value), recipe);
  return parse(changed, changes, definitions);
}

/**
 * Reads a whole recipe and fills in its defaults.
 *
 * @param definitions backbones and heads of your own that the recipe may use.
 * @throws `ArgumentError` if it is no object.
 * @throws `TrainerError` `setting` if something is missing, unknown or out of range.
 */
export function parseRecipe(value: unknown, definitions: Definitions = {}): Recipe {
  checkObject('recipe', value as object, ['id', 'network', 'task', 'training']);
  return parse(value, [], definitions);
}

/** `zod/mini` has no messages unless it is told the language. */
const IN_WORDS = { error: english().localeError };

function parse(value: unknown, changes: readonly Change[], definitions: Definitions): Recipe {
  const parsed = createRecipeSchema(definitions).safeParse(value, IN_WORDS);
  if (parsed.success) return parsed.data;
  throw settingError(parsed.error.issues[0]!, changes);
}

/** Settings by their name. */
export type Settings = Readonly<Record<string, unknown>>;

/** Whether a value is an object of settings. */
export const isSettings = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function change(settings: unknown, path: string, value: unknown): Settings {
  const names = path.split('.');
  const [first, ...rest] = names as [string, ...string[]];
  const around = isSettings(settings) ? settings : {};
  if (rest.length > 0) return { ...around, [first]: change(around[first], rest.join('.'), value) };
  if (value === null) return Object.fromEntries(Object.entries(around).filter(([name]) => name !== first));
  return first === 'type' && around.type !== value ? { type: value } : { ...around, [first]: value };
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function settingError(issue: z.core.$ZodIssue, changes: readonly Change[]): TrainerError {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return error([path, issue.keys[0]!].filter((part) => part !== '').join('.'), 'does not exist');
  }
  const expectation = issue.message
    .replace(/^Invalid (input|option|discriminator value)[:.] /, '')
    .replace(/, received .*$/, '')
    .replace(/^./, (letter) => letter.toLowerCase());
  // The user knows what was given, and the problem may lie within it.
  const given = changes.find((candidate) => path === candidate.path || path.startsWith(`${candidate.path}.`));
  if (given !== undefined) return error(path, `cannot be ${given.text}: ${expectation}`);
  const missing = issue.message.endsWith('received undefined');
  return error(path, missing ? `has to be given too: ${expectation}` : `does not fit: ${expectation}`);
}

const error = (setting: string, problem: string) =>
  new TrainerError('setting', `The setting ${setting} ${problem}.`, { facts: { setting, problem } });
