import leven from 'leven';
import { TrainerError } from '../trainer-error.js';
import { recipeSettings } from './recipe-settings.js';
import { partsAt, typeOf, valueAt, variantsOf, type SchemaPart } from './setting-schema.js';

/** The error for a setting that cannot be what it is. */
export const settingProblem = (setting: string, problem: string): TrainerError =>
  new TrainerError('setting', `The setting ${setting} ${problem}.`, { facts: { setting, problem } });

/**
 * The error for a setting that does not exist where it is given. If another type of the part around it has such a setting, the error says
 * which types these are, and what can be set instead. Otherwise it says what may be meant.
 *
 * @param settings the recipe with the setting, not yet checked.
 */
export function unknownSetting(path: readonly string[], settings: unknown, schema: SchemaPart): TrainerError {
  const setting = path.join('.');
  const [around, name] = [path.slice(0, -1), path.at(-1)!];
  const variants = partsAt(schema, around).flatMap(variantsOf);
  const type = valueAt(settings, [...around, 'type']);
  const own = variants.find((variant) => typeOf(variant) === type) ?? variants[0];
  const names = Object.keys(own?.properties ?? {}).filter((other) => other !== 'type');
  const having = variants.filter(({ properties }) => Object.hasOwn(properties!, name)).map(typeOf);
  if (having.length > 0) {
    const typePath = [...around, 'type'].join('.');
    const instead =
      names.length > 0 ? `has ${inWords(names, 'and')}: set one of these` : 'has no settings: leave it out';
    return settingProblem(
      setting,
      `belongs to the type ${inWords(having, 'or')}, but the recipe's ${typePath} is ${String(type)}, which ${instead}, or change ${typePath} too`,
    );
  }
  const elsewhere = recipeSettings().find(({ path: other }) => other.endsWith(`.${name}`))?.path;
  const near = nearest(name, names);
  const meant = elsewhere ?? (near && [...around, near].join('.'));
  const has = `: ${around.join('.') || 'a recipe'} has ${inWords(names, 'and')}`;
  return settingProblem(setting, `does not exist${meant === undefined ? has : ` (did you mean ${meant}?)`}`);
}

/**
 * Checks that `null` has removed a setting, or has given it its default.
 *
 * @param before the recipe before the change.
 * @param after the recipe after all changes.
 * @throws `TrainerError` `setting` if there is no such setting, or nothing has changed.
 */
export function checkRemoval(path: readonly string[], before: unknown, after: unknown, schema: SchemaPart): void {
  const setting = path.join('.');
  const [around, name] = [path.slice(0, -1), path.at(-1)!];
  const group = valueAt(after, around);
  const variants = partsAt(schema, around).flatMap(variantsOf);
  const variant = variants.find((candidate) => typeOf(candidate) === valueAt(group, ['type'])) ?? variants[0];
  if (variant?.properties![name] === undefined) throw unknownSetting(path, after, schema);
  if (group === undefined) throw settingProblem(setting, `cannot be null: the recipe has no ${around.join('.')}`);
  const value = valueAt(after, path);
  if (variant.required?.includes(name) !== true) {
    if (value !== undefined) throw settingProblem(setting, 'cannot be null: a setting in it is given too');
  } else if (JSON.stringify(value) === JSON.stringify(valueAt(before, path))) {
    throw settingProblem(
      setting,
      `cannot be null: it has its default already, ${JSON.stringify(value)}${wholeGroup(around, schema)}`,
    );
  }
}

/** What else could be meant by a setting that cannot be removed: the group around it, if a recipe may be without that. */
function wholeGroup(around: readonly string[], schema: SchemaPart): string {
  const outer = partsAt(schema, around.slice(0, -1)).flatMap(variantsOf);
  const isOptional = outer.some(({ properties, required = [] }) => {
    const name = around.at(-1)!;
    return Object.hasOwn(properties!, name) && !required.includes(name);
  });
  return isOptional ? ` (to train without ${around.join('.')}, set that to null)` : '';
}

/** `a, b and c` */
const inWords = (words: readonly string[], last: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;

/** The name that is most like another; undefined if none is. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const distance = (other: string) => leven(other.toLowerCase(), name.toLowerCase());
  const [best] = [...names].sort((a, b) => distance(a) - distance(b));
  return best !== undefined && distance(best) <= Math.max(2, name.length / 3) ? best : undefined;
}
