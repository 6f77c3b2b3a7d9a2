import * as z from 'zod/mini';
import { scoresSchema } from '../evaluation/scores-schema.js';
import { familiaritySchema } from '../familiarity/familiarity-schema.js';
import type { Definitions } from '../network/definition.js';
import { createAdderSpecSchema } from '../network/spec-schema.js';

/** The version of our metadata in `model.json`. A change that older readers would misread raises it. */
export const FORMAT_VERSION = 1;

/** The schema of what a saved model says about itself; its network may use the definitions. */
export const createMetadataSchema = (definitions: Definitions = {}) =>
  z.strictObject({
    /** The network. */
    spec: createAdderSpecSchema(definitions),
    /** The recipe that it was trained with, any plain JSON; null for none. */
    recipe: z.json(),
    /** The seed of its initial weights, and of everything else that was random. */
    seed: z.int(),
    /** SHA-256 of each file that it was trained and evaluated on, as hexadecimal digits, by the file's name. */
    data: z.record(z.string(), z.string().check(z.regex(/^[0-9a-f]{64}$/, 'a SHA-256 has 64 hexadecimal digits'))),
    /** How good it is. */
    scores: scoresSchema,
    /** What digits look like to it, if it was fitted. */
    familiarity: z.optional(familiaritySchema),
    /** The version of mnist-adder that trained it, if it is known. */
    packageVersion: z.optional(z.string()),
  });

/** `userDefinedMetadata.mnistAdder` of `model.json`. */
export const createStoredMetadataSchema = (definitions: Definitions = {}) =>
  z.extend(createMetadataSchema(definitions), {
    formatVersion: z.literal(FORMAT_VERSION),
    /** SHA-256 of `weights.bin`; absent if the platform has no Web Crypto (a page without HTTPS). */
    weightsSha256: z.optional(z.string()),
    /** SHA-256 of the metadata as {@link metadataText}; absent as above. */
    metadataSha256: z.optional(z.string()),
  });

/** The keys of the metadata that are in its digest. */
export const METADATA_KEYS = Object.keys(createMetadataSchema().shape);

/** Metadata as one text that does not depend on the order of its keys. */
export function metadataText(metadata: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(metadata, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
