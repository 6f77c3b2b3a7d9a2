import { MnistAdderError } from '@mnist-adder/dataset';
import type { z } from 'zod';
import { recipeSchema } from './recipe.js';
import type { Recipe } from './recipe.js';

/** A recipe has no such setting, or cannot have that value for it. */
export class SettingError extends MnistAdderError {
  override readonly name = 'SettingError';

  constructor(
    /** As it was given: `training.batchSize`. */
    readonly setting: string,
    readonly problem: string,
  ) {
    super('setting', `The setting ${setting} ${problem}.`);
  }
}

/** A setting by its place in the recipe, `training.learningRate.peak`, and its value: JSON, or else text. */
export interface SettingChange {
  readonly path: string;
  readonly value: string;
}

/**
 * Gives a recipe other settings. Where a `type` is changed, everything beside it takes the defaults of the new type, but for what
 * is given too; `null` takes a setting out.
 *
 * @throws `SettingError` where there is no such setting, or its value is none that it may have.
 */
export function changeSettings(recipe: Recipe, changes: readonly SettingChange[]): Recipe {
  const isType = ({ path }: SettingChange) => Number(/(^|\.)type$/.test(path));
  const typesFirst = [...changes].sort((a, b) => isType(b) - isType(a));
  const changed = typesFirst.reduce<unknown>((settings, { path, value }) => change(settings, path, value), recipe);
  return parse(changed, changes);
}

/**
 * Reads a whole recipe, its defaults left out.
 *
 * @throws `SettingError` where something is missing, unknown or out of range.
 */
export const parseRecipe = (value: unknown): Recipe => parse(value, []);

function parse(value: unknown, changes: readonly SettingChange[]): Recipe {
  const parsed = recipeSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refusal(parsed.error.issues[0]!, changes);
}

type Settings = Readonly<Record<string, unknown>>;

function change(settings: unknown, path: string, value: string): Settings {
  const names = path.split('.');
  const [first, ...rest] = names as [string, ...string[]];
  const around = typeof settings === 'object' && settings !== null ? (settings as Settings) : {};
  if (rest.length > 0) return { ...around, [first]: change(around[first], rest.join('.'), value) };
  const parsed = parseValue(value);
  if (parsed === null) return Object.fromEntries(Object.entries(around).filter(([name]) => name !== first));
  return first === 'type' && around.type !== parsed ? { type: parsed } : { ...around, [first]: parsed };
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function refusal(issue: z.core.$ZodIssue, changes: readonly SettingChange[]): SettingError {
  const place = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return new SettingError([place, issue.keys[0]!].filter((part) => part !== '').join('.'), 'does not exist');
  }
  const expectation = issue.message
    .replace(/^Invalid (input|option|discriminator value)[:.] /, '')
    .replace(/, received .*$/, '')
    .replace(/^./, (letter) => letter.toLowerCase());
  // What was given is what people know; a refusal may be about something within it.
  const given = changes.find(({ path }) => place === path || place.startsWith(`${path}.`));
  if (given !== undefined) return new SettingError(place, `cannot be ${given.value}: ${expectation}`);
  const missing = issue.message.endsWith('received undefined');
  return new SettingError(place, missing ? `has to be given too: ${expectation}` : `does not fit: ${expectation}`);
}
