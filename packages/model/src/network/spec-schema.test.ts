import { expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod/mini';
import type { AdderMetadata } from '../saved-model/metadata.js';
import type { createMetadataSchema } from '../saved-model/metadata-schema.js';
import type {
  AdderSpecInput,
  DenseHeadSettings,
  IdentityCnnSettings,
  LenetSettings,
  MlpSettings,
  SmallCnnSettings,
  VggSettings,
} from './adder-spec.js';
import { defineHead, type Definitions, type Head, type SettingsInput, type SettingsSchema } from './definition.js';
import type { identityCnn } from './backbones/identity-cnn.js';
import type { lenet } from './backbones/lenet.js';
import type { mlp } from './backbones/mlp.js';
import type { smallCnn } from './backbones/small-cnn.js';
import type { vgg } from './backbones/vgg.js';
import type { concatHead } from './heads/concat-head.js';
import type { stackedHead } from './heads/stacked-head.js';
import { parseAdderSpec } from './parse-spec.js';

/** What settings are to a program that does not change them. */
type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;
type Described<Part extends { readonly schema: SettingsSchema }> = Frozen<SettingsInput<Part['schema']>>;

test('the types of built-in settings are those of their schemas', () => {
  expectTypeOf<Described<typeof smallCnn>>().toEqualTypeOf<Omit<SmallCnnSettings, 'type'>>();
  expectTypeOf<Described<typeof vgg>>().toEqualTypeOf<Omit<VggSettings, 'type'>>();
  expectTypeOf<Described<typeof identityCnn>>().toEqualTypeOf<Omit<IdentityCnnSettings, 'type'>>();
  expectTypeOf<Described<typeof lenet>>().toEqualTypeOf<Omit<LenetSettings, 'type'>>();
  expectTypeOf<Described<typeof mlp>>().toEqualTypeOf<Omit<MlpSettings, 'type'>>();
  expectTypeOf<Described<typeof concatHead>>().toEqualTypeOf<Omit<DenseHeadSettings, 'type'>>();
  expectTypeOf<Described<typeof stackedHead>>().toEqualTypeOf<Omit<DenseHeadSettings, 'type'>>();
});

test('the type of metadata is that of its schema', () => {
  type Described = z.output<ReturnType<typeof createMetadataSchema>>;
  expectTypeOf<Frozen<Omit<Described, 'recipe'>>>().toEqualTypeOf<Frozen<Omit<AdderMetadata, 'recipe'>>>();
  // Any plain JSON.
  expectTypeOf<keyof Described>().toEqualTypeOf<keyof AdderMetadata>();
  expectTypeOf<Described['recipe']>().toExtend<AdderMetadata['recipe']>();
});

const BACKBONE = { type: 'small-cnn' } as const;
const own = <Schema extends SettingsSchema>(schema: Schema) =>
  defineHead({ type: 'own', schema, adds: false, build: ({ embedding }) => ({ digit: embedding }) });

test('settings of your own may have any schema that follows Standard Schema', () => {
  const withZod = own(z.strictObject({ units: z._default(z.int(), 8), names: z._default(z.array(z.string()), []) }));
  type Input = AdderSpecInput<never, typeof withZod>['head'];
  expectTypeOf<{ type: 'own'; units: 3 }>().toExtend<Input>();
  expectTypeOf<{ type: 'own'; units: 'three' }>().not.toExtend<Input>();
  const parse = (settings: object, head: Head) =>
    parseAdderSpec({ backbone: BACKBONE, head: { type: 'own', ...settings } }, { heads: [head] }).head;
  expect(parse({}, withZod)).toEqual({ type: 'own', units: 8, names: [] });
  expect(() => parse({ units: 1.5 }, withZod)).toThrow(/The setting head\.units .*expected int/);
  expect(() => parse({ names: ['a', 5] }, withZod)).toThrow(
    /The setting head\.names\.1 .*expected string, received number/,
  );
  expect(() => parse({ depth: 3 }, withZod)).toThrow(/The setting head .*Unrecognized key: "depth"/);

  const byHand = own({
    '~standard': {
      validate: (value) =>
        Object.keys(value as object).length === 0
          ? { value: { width: 5 } }
          : { issues: [{ message: 'it has no settings', path: [{ key: 'units' }] }] },
    },
  });
  expect(parse({}, byHand)).toEqual({ type: 'own', width: 5 });
  expect(() => parse({ units: 3 }, byHand)).toThrow(
    'The setting head.units of the network is not valid (it has no settings)',
  );
});

test('a schema that answers later is refused', () => {
  const later = own({ '~standard': { validate: () => Promise.resolve({ value: {} }) } });
  expect(() => parseAdderSpec({ backbone: BACKBONE, head: { type: 'own' } }, { heads: [later] })).toThrow(
    'The schema of own is an object of the class Promise: give one that answers at once.',
  );
});

test.each<[unknown, string]>([
  [null, 'heads is null: give an array of definitions.'],
  [[null], 'heads[0] is null: give an object with type, schema, build.'],
  [[{ ...own(z.strictObject({})), type: 5 }], 'heads[0].type is 5: give a string.'],
  [[{ ...own(z.strictObject({})), type: 'exact' }], 'heads[0].type is "exact": give a type of its own.'],
  [[own(z.strictObject({})), own(z.strictObject({}))], 'heads[1].type is "own": give a type of its own.'],
  [[{ ...own(z.strictObject({})), schema: {} }], 'heads[0].schema.~standard is undefined: give an object'],
  [[{ ...own(z.strictObject({})), build: undefined }], 'heads[0].build is undefined: give a function.'],
])('refuses heads %o', (heads, message) => {
  const definitions = { heads } as Definitions;
  expect(() => parseAdderSpec({ backbone: BACKBONE, head: { type: 'exact' } }, definitions)).toThrow(message);
});
