import * as z from 'zod/mini';
import { adderSpecSchema } from '../spec/adder-spec.js';

/** The version of what stands below in `model.json`; a change that older readers would misread raises it. */
export const FORMAT_VERSION = 1;

/** What a saved model tells about itself. */
export const adderMetadataSchema = z.strictObject({
  /** The network. */
  spec: adderSpecSchema,
  /** The recipe that it was trained by, any plain JSON; null for none. */
  recipe: z.json(),
  /** What its initial weights, and whatever else was random, were drawn from. */
  seed: z.int(),
  /** SHA-256 of each file that it was trained and evaluated on, as hexadecimal digits, by the file's name. */
  data: z.record(z.string(), z.string().check(z.regex(/^[0-9a-f]{64}$/, 'a SHA-256 has 64 hexadecimal digits'))),
  /** What was measured of it: `digitAccuracy`, `loss`. */
  metrics: z.record(z.string(), z.number()),
  /** The version of the package that trained it. */
  packageVersion: z.string(),
});

/** `userDefinedMetadata.mnistAdder` of `model.json`. */
export const storedMetadataSchema = z.extend(adderMetadataSchema, {
  formatVersion: z.literal(FORMAT_VERSION),
  /** SHA-256 of `weights.bin`; left out where the platform has none to offer (a page without HTTPS). */
  weightsSha256: z.optional(z.string()),
  /** SHA-256 of all that {@link adderMetadataSchema} has, as {@link metadataText}; left out as above. */
  metadataSha256: z.optional(z.string()),
});

/** Metadata as one text, whatever order its keys are in. */
export function metadataText(metadata: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(metadata, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** What a saved model tells about itself. */
export type AdderMetadata = z.output<typeof adderMetadataSchema>;
/** The same as it is given, with the defaults of its spec left out. */
export type AdderMetadataInput = z.input<typeof adderMetadataSchema>;
