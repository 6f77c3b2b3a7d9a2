import { checkObject, is } from '@mnist-adder/dataset/internal';
import type { Definitions } from '@mnist-adder/model/spec';
import type * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import type { TrainerError } from '../trainer-error.js';
import type { Recipe } from './recipe.js';
import { createRecipeSchema } from './recipe-schema.js';
import { checkRemoval, settingProblem, unknownSetting } from './setting-problem.js';
import { isSettings, partsAt, settingSchema, type Settings } from './setting-schema.js';

/** A setting by its path in the recipe, `training.learningRate.peak`, and its value as JSON or as plain text. */
export interface SettingChange {
  readonly path: string;
  readonly value: string;
}

/**
 * Changes settings of a recipe, each given by its path and as text. If a `type` changes, everything beside it takes the defaults of the new
 * type, except for what is given too. A list may be given as `8,16`. `null` removes a setting, or gives it its default.
 *
 * @param definitions backbones and heads of your own that the recipe may use.
 * @throws `TrainerError` `setting` if there is no such setting, the value is not valid, or `null` would change nothing.
 */
export function changeSettings(
  recipe: Recipe,
  changes: readonly SettingChange[],
  definitions: Definitions = {},
): Recipe {
  is.list('an array of settings with path and value')('changes', changes);
  const schema = settingSchema(definitions);
  return applyChanges(
    recipe,
    changes.map(({ path, value: text }) => {
      const isList = partsAt(schema, path.split('.')).some(({ type }) => type === 'array');
      return { path, value: isList ? parseList(text) : parseValue(text), text };
    }),
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
 * Applies changes to a recipe: first those of types, and those of groups before those in them.
 *
 * @throws `TrainerError` `setting` if there is no such setting, the value is not valid, or `null` would change nothing.
 */
export function applyChanges(recipe: Recipe, changes: readonly Change[], definitions: Definitions): Recipe {
  const place = ({ path }: Change) => (/(^|\.)type$/.test(path) ? 0 : path.split('.').length);
  const inOrder = [...changes].sort((a, b) => place(a) - place(b));
  const changed = inOrder.reduce<unknown>(
    (settings, { path, value }) => change(settings, path.split('.'), value),
    recipe,
  );
  const result = parse(changed, changes, definitions);
  for (const { path, value } of changes) {
    if (value === null) checkRemoval(path.split('.'), recipe, result, settingSchema(definitions));
  }
  return result;
}

/**
 * Reads a whole recipe and fills in its defaults.
 *
 * @param definitions backbones and heads of your own that the recipe may use.
 * @throws `ArgumentError` if it is no object.
 * @throws `TrainerError` `setting` if something is missing, unknown or out of range.
 */
export function parseRecipe(value: unknown, definitions: Definitions = {}): Recipe {
  checkObject('recipe', value, ['id', 'network', 'task', 'training']);
  return parse(value, [], definitions);
}

/** `zod/mini` has no messages unless it is told the language. */
const IN_WORDS = { error: english().localeError };

function parse(value: unknown, changes: readonly Change[], definitions: Definitions): Recipe {
  const parsed = createRecipeSchema(definitions).safeParse(value, IN_WORDS);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  if (issue.code !== 'unrecognized_keys') throw settingError(issue, changes);
  throw unknownSetting([...issue.path.map(String), issue.keys[0]!], value, settingSchema(definitions));
}

function change(settings: unknown, [first, ...rest]: readonly string[], value: unknown): Settings {
  const name = first!;
  const around = isSettings(settings) ? settings : {};
  // Nothing is removed from a group that is not there.
  const isAbsent = value === null && !isSettings(around[name]);
  if (rest.length > 0) return isAbsent ? around : { ...around, [name]: change(around[name], rest, value) };
  // Nothing of a group that is there leaves it as it is.
  if (isSettings(value) && Object.keys(value).length === 0 && isSettings(around[name])) return around;
  if (value === null) return Object.fromEntries(Object.entries(around).filter(([other]) => other !== name));
  return name === 'type' && around.type !== value ? { type: value } : { ...around, [name]: value };
}

/** A number as people write it, also without the zero before its point. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NUMBER.test(text) ? Number(text) : text;
  }
}

/** Reads `8,16` or `[8, 16]`. */
function parseList(text: string): unknown {
  const isJson = text.trim().startsWith('[') || text === 'null';
  return isJson ? parseValue(text) : text.split(',').map((item) => parseValue(item.trim()));
}

function settingError(issue: z.core.$ZodIssue, changes: readonly Change[]): TrainerError {
  const path = issue.path.map(String).join('.');
  const expectation = issue.message
    .replace(/^Invalid (input|option|discriminator value)[:.] /, '')
    .replace(/, received .*$/, '')
    .replace(/^./, (letter) => letter.toLowerCase());
  // The user knows what was given, and the problem may lie within it.
  const given = changes.find((candidate) => path === candidate.path || path.startsWith(`${candidate.path}.`));
  if (given !== undefined) return settingProblem(path, `cannot be ${given.text}: ${expectation}`);
  const missing = issue.message.endsWith('received undefined');
  return settingProblem(path, missing ? `has to be given too: ${expectation}` : `does not fit: ${expectation}`);
}
