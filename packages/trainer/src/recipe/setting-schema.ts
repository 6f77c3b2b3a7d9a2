import type { Definitions } from '@mnist-adder/model/spec';
import * as z from 'zod/mini';
import { createRecipeSchema } from './recipe-schema.js';

/** A part of the JSON Schema of recipes, as far as settings need it. */
export interface SchemaPart {
  readonly type?: string;
  readonly description?: string;
  readonly const?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly SchemaPart[];
  readonly anyOf?: readonly SchemaPart[];
}

/** The JSON Schema of recipes with every setting spelled out: settings that may be absent are not required there. */
export const settingSchema = (definitions: Definitions = {}): SchemaPart =>
  z.toJSONSchema(createRecipeSchema(definitions), { io: 'output', unrepresentable: 'any' }) as SchemaPart;

/** The objects that a setting is one of; none if it is a number, a word or a list. */
export function variantsOf(part: SchemaPart): readonly SchemaPart[] {
  return (part.oneOf ?? part.anyOf ?? [part]).filter(({ properties }) => properties !== undefined);
}

/** The type of one of several variants: `one-cycle`. */
export const typeOf = ({ properties }: SchemaPart): string => properties!.type?.const ?? '';

/** The schemas of the setting at a path. There may be several where the types of a part have a setting of the same name. */
export const partsAt = (schema: SchemaPart, path: readonly string[]): readonly SchemaPart[] =>
  path.reduce<readonly SchemaPart[]>(
    (parts, name) => parts.flatMap(variantsOf).flatMap(({ properties }) => properties![name] ?? []),
    [schema],
  );

/** Settings by their name. */
export type Settings = Readonly<Record<string, unknown>>;

/** Whether a value is an object of settings. */
export const isSettings = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of the setting at a path; undefined if there is none. */
export const valueAt = (settings: unknown, path: readonly string[]): unknown =>
  path.reduce((value, name) => (isSettings(value) ? value[name] : undefined), settings);
