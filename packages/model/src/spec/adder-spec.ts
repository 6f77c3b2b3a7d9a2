import { PIXEL_MEAN, PIXEL_STD } from '@mnist-adder/dataset';
import { z } from 'zod';
import { BACKBONES } from '../network/backbones/backbones.js';
import { HEADS } from '../network/heads/heads.js';
import { SpecError } from './spec-error.js';

/** The schemas of a table of backbones or heads, as the tuple that zod asks for. */
function schemasOf<Schema extends z.ZodType>(table: readonly { readonly schema: Schema }[]): [Schema, ...Schema[]] {
  return table.map(({ schema }) => schema) as [Schema, ...Schema[]];
}

/** A network as plain JSON; keys that it does not know are refused. */
export const adderSpecSchema = z.strictObject({
  /** What the pixels (0..1) are normalised with, inside the model. Default: mean and deviation of MNIST's training images. */
  normalization: z
    .strictObject({
      /** What is taken off each pixel, 0..1. */
      mean: z.number().default(PIXEL_MEAN),
      /** What is then divided by. */
      std: z.number().positive().default(PIXEL_STD),
    })
    .prefault({}),
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
 * @throws {SpecError} where it is not one, naming the first setting at fault.
 */
export function parseAdderSpec(value: unknown): AdderSpec {
  const result = adderSpecSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new SpecError(issue.path.join('.'), issue.message, { cause: result.error });
}
