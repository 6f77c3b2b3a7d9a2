import { PIXEL_MEAN, PIXEL_STD } from '@mnist-adder/dataset';
import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { specError } from '../model-error.js';
import { identityCnn } from './backbones/identity-cnn.js';
import { lenet } from './backbones/lenet.js';
import { mlp } from './backbones/mlp.js';
import { smallCnn } from './backbones/small-cnn.js';
import { vgg } from './backbones/vgg.js';
import { typeOf, type Backbone, type Definitions, type Head } from './definition.js';
import { concatHead } from './heads/concat-head.js';
import { digitHead } from './heads/digit-head.js';
import { exactHead } from './heads/exact-head.js';
import { linearHead } from './heads/linear-head.js';
import { stackedHead } from './heads/stacked-head.js';

/** The built-in backbones. */
export const BACKBONES = [smallCnn, vgg, identityCnn, lenet, mlp] as const;
/** The built-in heads. Any backbone goes with any head. */
export const HEADS = [concatHead, exactHead, stackedHead, linearHead, digitHead] as const;

type BuiltInBackbone = (typeof BACKBONES)[number];
type BuiltInHead = (typeof HEADS)[number];

const normalizationSchema = z.strictObject({
  mean: z._default(z.number(), PIXEL_MEAN).check(z.describe('subtracted from each pixel, 0..1')),
  std: z._default(z.number().check(z.positive()), PIXEL_STD).check(z.describe('divides each pixel, above 0')),
});

/**
 * The schema of a network as plain JSON. Unknown keys are rejected.
 *
 * @param definitions backbones and heads of your own, allowed besides the built-in ones.
 */
export function createAdderSpecSchema<B extends Backbone = never, H extends Head = never>({
  backbones = [],
  heads = [],
}: Definitions<B, H> = {}) {
  return z.strictObject({
    /** What pixels (0..1) are normalised with, inside the model. Default: mean and deviation of MNIST's training images. */
    normalization: z.prefault(normalizationSchema, {}),
    /** image → embedding */
    backbone: unionOf<BuiltInBackbone | B>([...BACKBONES, ...backbones]).check(
      z.describe('the backbone, from the image to its embedding'),
    ),
    /** embedding and addend → digit and sum */
    head: unionOf<BuiltInHead | H>([...HEADS, ...heads]).check(
      z.describe('the head, from the embedding and the addend to digit and sum'),
    ),
  });
}

type PartSchema<Part> = Part extends { readonly schema: infer Schema extends z.core.$ZodTypeDiscriminable }
  ? Schema
  : never;

/** The settings of any of the definitions, told apart by `type`. */
const unionOf = <Part extends Backbone | Head>(parts: readonly Part[]) =>
  z.discriminatedUnion(
    'type',
    parts.map(({ schema }) => schema) as unknown as [PartSchema<Part>, ...PartSchema<Part>[]],
  );

/** The schema of a network of built-in parts. */
export const adderSpecSchema = createAdderSpecSchema();

/**
 * A network as people write it, without defaults: `{ backbone: { type: 'small-cnn' }, head: { type: 'concat' } }`. The type parameters
 * are those of {@link Definitions}.
 */
export type AdderSpecInput<B extends Backbone = never, H extends Head = never> = z.input<
  ReturnType<typeof createAdderSpecSchema<B, H>>
>;

/** The settings of a backbone or a head, whatever its type. */
export type PartSpec = Readonly<Record<string, unknown>> & { readonly type: string };

/** A network with every setting spelled out. */
export interface AdderSpec {
  readonly normalization: z.output<typeof normalizationSchema>;
  readonly backbone: PartSpec;
  readonly head: PartSpec;
}

/** Makes a schema's messages readable. `zod/mini` leaves them out unless it is told the language. */
export const IN_WORDS = { error: english().localeError };

/**
 * Checks a spec and fills in its defaults.
 *
 * @param definitions backbones and heads of your own that the spec may use.
 * @throws `ModelError` `spec` if it is not valid, naming the first invalid setting.
 */
export function parseAdderSpec(value: unknown, definitions: Definitions = {}): AdderSpec {
  const result = createAdderSpecSchema(definitions).safeParse(value, IN_WORDS);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw specError(issue.path.join('.'), issue.message, result.error);
}

/**
 * The backbone of a type.
 *
 * @throws `ModelError` `spec` if there is none.
 */
export const findBackbone = (type: string, { backbones = [] }: Definitions = {}): Backbone =>
  find<Backbone>('backbone', type, [...BACKBONES, ...backbones]);

/**
 * The head of a type.
 *
 * @throws `ModelError` `spec` if there is none.
 */
export const findHead = (type: string, { heads = [] }: Definitions = {}): Head =>
  find<Head>('head', type, [...HEADS, ...heads]);

function find<Part extends Backbone | Head>(kind: 'backbone' | 'head', type: string, parts: readonly Part[]): Part {
  const part = parts.find((candidate) => typeOf(candidate) === type);
  if (part !== undefined) return part;
  throw specError(`${kind}.type`, `there is no ${type}, only ${parts.map(typeOf).join(', ')}`, undefined);
}
