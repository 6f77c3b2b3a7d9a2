import { settingSchema, typeOf, variantsOf, type SchemaPart } from './setting-schema.js';

/** A setting of a recipe, as an option of a command line. */
export interface RecipeSetting {
  /** Its path in the recipe: `training.optimizer.momentum`. */
  readonly path: string;
  /** Its values: `number`, `boolean`, `list`, the words to choose from, `last|best`, or `group` if it consists of other settings. */
  readonly value: string;
  /** Whether a recipe may be without it. It has no default then, and `null` removes it. */
  readonly optional: boolean;
  /** Its meaning, in a phrase. Settings that not all types of a part have end with these types in parentheses. */
  readonly meaning: string;
}

/** Keys that describe a recipe and set nothing. */
const DESCRIPTION = new Set(['id', 'summary', 'source', 'choices', 'reported']);

/** All settings of recipes, read from their schema. Groups of settings are among them if a recipe may be without them. */
export function recipeSettings(): RecipeSetting[] {
  const { properties } = settingSchema();
  return Object.entries(properties!).flatMap(([name, part]) =>
    DESCRIPTION.has(name) ? [] : settingsOf(part, name, false),
  );
}

function settingsOf(part: SchemaPart, path: string, optional: boolean): RecipeSetting[] {
  const variants = variantsOf(part);
  const meaning = part.description ?? '';
  if (variants.length === 0) return [{ path, value: valueOf([part]), optional, meaning }];
  const names = [...new Set(variants.flatMap((variant) => Object.keys(variant.properties!)))];
  const inner = names.flatMap((name) => {
    const having = variants.filter((variant) => variant.properties![name] !== undefined);
    const parts = having.map((variant) => variant.properties![name]!);
    const place = `${path}.${name}`;
    const mayBeAbsent = having.some(({ required = [] }) => !required.includes(name));
    if (name === 'type') return [{ path: place, value: valueOf(parts), optional: false, meaning }];
    if (variants.length === 1) return settingsOf(parts[0]!, place, mayBeAbsent);
    const only = having.length < variants.length ? ` (${having.map(typeOf).join(', ')})` : '';
    return [
      { path: place, value: valueOf(parts), optional: mayBeAbsent, meaning: `${parts[0]!.description ?? ''}${only}` },
    ];
  });
  return optional ? [{ path, value: 'group', optional, meaning }, ...inner] : inner;
}

function valueOf(parts: readonly SchemaPart[]): string {
  const words = parts.flatMap((part) => part.enum ?? (part.const === undefined ? [] : [part.const]));
  if (words.length > 0) return words.join('|');
  const { type = '' } = parts[0]!;
  if (type === 'array') return 'list';
  return type === 'integer' ? 'number' : type;
}
