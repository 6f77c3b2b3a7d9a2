import { PIXEL_MEAN, PIXEL_STD } from '@mnist-adder/dataset';
import * as z from 'zod/mini';
import { BACKBONES } from '../network/backbones/backbones.js';
import { HEADS } from '../network/heads/heads.js';
import { IN_WORDS } from './in-words.js';
import { SpecError } from './spec-error.js';

/** The schemas of a table of backbones or heads, as the tuple that zod asks for. */
function schemasOf<Schema extends z.ZodMiniType>(table: readonly { readonly schema: Schema }[]): [Schema, ...Schema[]] {
  return table.map(({ schema }) => schema) as [Schema, ...Schema[]];
}

/** A network as plain JSON; keys that it does not know are refused. */
export const adderSpecSchema = z.strictObject({
  /** What the pixels (0..1) are normalised with, inside the model. Default: mean and deviation of MNIST's training images. */
  normalization: z.prefault(
    z.strictObject({
      /** What is taken off each pixel, 0..1. */
      mean: z._default(z.number(), PIXEL_MEAN),
      /** What is then divided by. */
      std: z._default(z.number().check(z.positive()), PIXEL_STD),
    }),
    {},
  ),
  /** image → embedding */
  backbone: z.discriminatedUnion('type', schemasOf<(typeof BACKBONES)[number]['schema']>(BACKBONES)),
  /** embedding and addend → digit and sum */
  head: z.discriminatedUnion('type', schemasOf<(typeof HEADS)[number]['schema']>(HEADS)),
});

/** A network with every setting spelled out. */
export type AdderSpec = z.output<typeof adderSpecSchema>;
/** A network as it is written down, with defaults left out: `{backbone: {type: 'small-cnn'}, head: {type: 'concat'}}`. */
export type AdderSpecInput = z.input<typeof adderSpecSchema>;
/** The settings of a backbone. */
export type BackboneSpec = AdderSpec['backbone'];
/** The settings of a head. */
export type HeadSpec = AdderSpec['head'];

/**
 * Checks a spec and fills in its defaults.
 *
 * @throws `SpecError` where it is not one, naming the first setting at fault.
 */
export function parseAdderSpec(value: unknown): AdderSpec {
  const result = adderSpecSchema.safeParse(value, IN_WORDS);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new SpecError(issue.path.join('.'), issue.message, { cause: result.error });
}
