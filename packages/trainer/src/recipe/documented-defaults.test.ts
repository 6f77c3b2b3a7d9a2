import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingSchema, typeOf, variantsOf, type SchemaPart } from './setting-schema.js';

const FILES = [
  'recipe.ts',
  'training-settings.ts',
  'optimizer-settings.ts',
  'learning-rate-settings.ts',
  '../task/settings.ts',
  '../../../model/src/network/adder-spec.ts',
];

/** The settings in the body of an interface, with their doc comments. */
const SETTING = /^ {2}(?:\/\*\*((?:(?!\*\/).)*)\*\/\s+)?readonly (\w+)\??: ((?:.(?!^ {2}\S))*)/gms;

const interfaces = FILES.flatMap((file) => {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return Array.from(text.matchAll(/^export interface (\w+)[^{]*\{\n(.*?)^\}/gms), ([, name, body]) => {
    const settings = Array.from(body!.matchAll(SETTING), ([, comment = '', setting, type]) => ({
      setting: setting!,
      type: type!,
      documented: /default: (.*)\.\s*$/is.exec(comment)?.[1]!.replaceAll('`', ''),
    }));
    return { name: name!, settings };
  });
});
type Interface = (typeof interfaces)[number];

/** All objects in a schema. */
const objectsIn = (part: SchemaPart): SchemaPart[] =>
  variantsOf(part).flatMap((object) => [object, ...Object.values(object.properties!).flatMap(objectsIn)]);

const objects = objectsIn(settingSchema());

/** The objects that an interface describes: those of its types with the same settings. */
function describedBy({ settings }: Interface): SchemaPart[] {
  const keys = settings.map(({ setting }) => setting).sort();
  const types = settings.find(({ setting }) => setting === 'type')?.type;
  return objects.filter(
    (object) =>
      Object.keys(object.properties!).sort().join() === keys.join() &&
      (types === undefined || types.includes(`'${typeOf(object)}'`)),
  );
}

/** The defaults of a setting: its own, or those of its only part that has one. */
function defaultsOf(part: SchemaPart): unknown[] {
  const parts = [part, ...Object.values(part.properties ?? {})];
  return parts.flatMap((each) => (each.default === undefined ? [] : [each.default]));
}

/** A default as comments have it. */
function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : `[${value.join(', ')}]`;
  return typeof value === 'number' && value >= 1 ? value.toLocaleString('en') : String(value);
}

test('the interfaces that tell defaults are those of the schema', () => {
  const telling = interfaces.filter(({ settings }) => settings.some(({ documented }) => documented !== undefined));
  expect(telling.length).toBeGreaterThan(15);
  expect(telling.filter((each) => describedBy(each).length === 0)).toEqual([]);
});

test.each(interfaces.filter((each) => describedBy(each).length > 0))(
  '$name tells the defaults of its schema',
  (each) => {
    const described = describedBy(each);
    for (const { setting, documented } of each.settings) {
      const defaults = described.map((object) => defaultsOf(object.properties![setting]!));
      // Settings with several parts tell their defaults themselves.
      if (defaults.some(({ length }) => length > 1)) continue;
      const words = defaults.map(([value]) => (value === undefined ? undefined : inWords(value)));
      const byType = words.map((value, i) => `${value} for ${typeOf(described[i]!)}`).join(', ');
      expect(documented, `${each.name}.${setting}`).toBe(new Set(words).size === 1 ? words[0] : byType);
    }
  },
);
