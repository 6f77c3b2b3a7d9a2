import { ArgumentError, PIXEL_MEAN, PIXEL_STD } from '@mnist-adder/dataset';
import { checkOptions, is } from '@mnist-adder/dataset/internal';
import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { identityCnn } from './backbones/identity-cnn.js';
import { lenet } from './backbones/lenet.js';
import { mlp } from './backbones/mlp.js';
import { smallCnn } from './backbones/small-cnn.js';
import { vgg } from './backbones/vgg.js';
import type { AdderSpec, PartSpec } from './adder-spec.js';
import { checkDefinition, type Backbone, type Definitions, type Head, type SettingsIssue } from './definition.js';
import { concatHead } from './heads/concat-head.js';
import { digitHead } from './heads/digit-head.js';
import { exactHead } from './heads/exact-head.js';
import { linearHead } from './heads/linear-head.js';
import { stackedHead } from './heads/stacked-head.js';

/** The built-in backbones. */
export const BACKBONES = [smallCnn, vgg, identityCnn, lenet, mlp] as const;
/** The built-in heads. Any backbone goes with any head. */
export const HEADS = [concatHead, exactHead, stackedHead, linearHead, digitHead] as const;

const normalizationSchema = z.strictObject({
  mean: z._default(z.number(), PIXEL_MEAN).check(z.describe('subtracted from each pixel, 0..1')),
  std: z._default(z.number().check(z.positive()), PIXEL_STD).check(z.describe('divides each pixel, above 0')),
});

const [first, ...others] = BACKBONES;
const [firstHead, ...otherHeads] = HEADS;

/**
 * The schema of a network as plain JSON. Unknown keys are rejected.
 *
 * @param definitions backbones and heads of your own, allowed besides the built-in ones.
 */
export function createAdderSpecSchema(definitions: Definitions = {}): z.ZodMiniType<AdderSpec> {
  checkDefinitions(definitions);
  const { backbones = [], heads = [] } = definitions;
  return z.strictObject({
    normalization: z.prefault(normalizationSchema, {}),
    backbone: z
      .discriminatedUnion('type', [partSchema(first), ...others.map(partSchema), ...backbones.map(ownSchema)])
      .check(z.describe('the backbone, from the image to its embedding')),
    head: z
      .discriminatedUnion('type', [partSchema(firstHead), ...otherHeads.map(partSchema), ...heads.map(ownSchema)])
      .check(z.describe('the head, from the embedding and the addend to digit and sum')),
  });
}

/**
 * Checks definitions.
 *
 * @throws `ArgumentError` naming the first that is not one, or whose type is taken.
 */
export function checkDefinitions(definitions: Definitions): void {
  checkOptions('definitions', definitions, { backbones: is.anything, heads: is.anything });
  const { backbones = [], heads = [] } = definitions;
  checkParts('backbones', backbones, BACKBONES);
  checkParts('heads', heads, HEADS);
}

/** Checks backbones or heads of one's own. */
function checkParts(
  argument: string,
  parts: readonly (Backbone | Head)[],
  builtIn: readonly { readonly type: string }[],
) {
  is.list('an array of definitions')(argument, parts);
  const taken = builtIn.map(({ type }) => type);
  for (const [i, part] of parts.entries()) {
    checkDefinition(`${argument}[${i}]`, part);
    if (taken.includes(part.type)) throw new ArgumentError(`${argument}[${i}].type`, 'a type of its own', part.type);
    taken.push(part.type);
  }
}

/** The settings of a built-in part, with its `type`. */
const partSchema = ({ type, schema }: { readonly type: string; readonly schema: z.ZodMiniObject }) =>
  z.strictObject({ type: z.literal(type), ...schema.shape });

/** The settings of a part of one's own, with its `type`. */
const ownSchema = ({ type, schema }: Backbone | Head) =>
  z.pipe(
    z.looseObject({ type: z.literal(type) }),
    z.transform(({ type, ...settings }, { issues }): PartSpec => {
      const result = schema['~standard'].validate(settings);
      if (result instanceof Promise)
        throw new ArgumentError(`The schema of ${type}`, 'one that answers at once', result);
      if (result.issues === undefined) return { type, ...result.value };
      for (const issue of result.issues) issues.push(ownIssue(issue, settings));
      return z.NEVER;
    }),
  );

/** What a schema of one's own says is wrong. Those of `zod/mini` have no words for it, only the facts, which go along. */
function ownIssue({ message, path = [], ...facts }: SettingsIssue, settings: unknown): z.core.$ZodRawIssue {
  const keys = path.map((part) => (typeof part === 'object' ? part.key : part));
  const input = keys.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)[key], settings);
  return { code: 'custom', input, path: keys, message: message === 'Invalid input' ? undefined : message, ...facts };
}

/** Makes a schema's messages readable. `zod/mini` leaves them out unless it is told the language. */
export const IN_WORDS = { error: english().localeError };
