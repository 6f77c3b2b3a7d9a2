import * as z from 'zod/mini';
import { recipeSchema } from './recipe-schema.js';

/** A setting of a recipe, as an option of a command line. */
export interface RecipeSetting {
  /** Its path in the recipe: `training.optimizer.momentum`. */
  readonly path: string;
  /** Its values: `number`, `boolean`, `list`, or the words to choose from, `last|best`. */
  readonly value: string;
  /** Its meaning, in a phrase. Settings that not all types of a part have end with these types in parentheses. */
  readonly meaning: string;
}

/** Keys that describe a recipe and set nothing. */
const DESCRIPTION = new Set(['id', 'summary', 'source', 'choices', 'reported']);

/** A part of a JSON Schema, as far as settings need it. */
interface SchemaPart {
  readonly type?: string;
  readonly description?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly oneOf?: readonly SchemaPart[];
  readonly anyOf?: readonly SchemaPart[];
}

/** All settings of recipes, read from their schema. */
export function recipeSettings(): RecipeSetting[] {
  const schema = z.toJSONSchema(recipeSchema, { io: 'output', unrepresentable: 'any' }) as SchemaPart;
  return Object.entries(schema.properties!).flatMap(([name, part]) =>
    DESCRIPTION.has(name) ? [] : settingsOf(part, name),
  );
}

function settingsOf(part: SchemaPart, path: string): RecipeSetting[] {
  const variants = variantsOf(part);
  if (variants.length === 0) return [{ path, value: valueOf([part]), meaning: part.description ?? '' }];
  const names = [...new Set(variants.flatMap((variant) => Object.keys(variant.properties!)))];
  return names.flatMap((name) => {
    const having = variants.filter((variant) => variant.properties![name] !== undefined);
    const parts = having.map((variant) => variant.properties![name]!);
    const place = `${path}.${name}`;
    if (name === 'type') return [{ path: place, value: valueOf(parts), meaning: part.description ?? '' }];
    if (variants.length === 1) return settingsOf(parts[0]!, place);
    const only = having.length < variants.length ? ` (${having.map(typeOf).join(', ')})` : '';
    return [{ path: place, value: valueOf(parts), meaning: `${parts[0]!.description ?? ''}${only}` }];
  });
}

/** The objects that a setting is one of; none if it is a number, a word or a list. */
function variantsOf(part: SchemaPart): readonly SchemaPart[] {
  return (part.oneOf ?? part.anyOf ?? [part]).filter(({ properties }) => properties !== undefined);
}

const typeOf = ({ properties }: SchemaPart): string => properties!.type?.const ?? '';

function valueOf(parts: readonly SchemaPart[]): string {
  const words = parts.flatMap((part) => part.enum ?? (part.const === undefined ? [] : [part.const]));
  if (words.length > 0) return words.join('|');
  const { type = '' } = parts[0]!;
  if (type === 'array') return 'list';
  return type === 'integer' ? 'number' : type;
}
