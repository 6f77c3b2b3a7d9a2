import * as z from 'zod/mini';
import { savedModelError } from '../model-error.js';
import type { Definitions } from '../network/definition.js';
import { IN_WORDS } from '../network/spec-schema.js';
import type { AdderMetadata } from './metadata.js';
import { createStoredMetadataSchema, FORMAT_VERSION, METADATA_KEYS } from './metadata-schema.js';
import { firstIssue, parseLayersModel, type Manifest } from './parse-manifest.js';

/** The content of `model.json`, each part checked against its schema. */
export interface ModelJson extends Manifest {
  readonly topology: unknown;
  readonly metadata: AdderMetadata;
  /** The metadata as they were written, without the defaults of settings that networks have got since. */
  readonly metadataAsWritten: Readonly<Record<string, unknown>>;
  readonly weightsSha256: string | undefined;
  readonly metadataSha256: string | undefined;
}

const ourMetadataSchema = z.object({ mnistAdder: z.looseObject({}) });

/** @throws `ModelError` if the text is not a model of mnist-adder. */
export function parseModelJson(json: string, file: string, definitions: Definitions): ModelJson {
  const { topology, userDefinedMetadata, paths, weightSpecs, sizeBytes } = parseLayersModel(json, file);
  const ours = ourMetadataSchema.safeParse(userDefinedMetadata, IN_WORDS);
  if (!ours.success) {
    const expected = 'a model that mnist-adder saved, with userDefinedMetadata.mnistAdder';
    throw savedModelError('model-not-adder', { file, expected, found: makerOf(topology) });
  }
  const { spec, recipe, seed, data, scores, familiarity, packageVersion, weightsSha256, metadataSha256 } =
    parseMetadata(ours.data.mnistAdder, file, definitions);
  return {
    topology,
    paths,
    weightSpecs,
    sizeBytes,
    metadata: { spec, recipe, seed, data, scores, familiarity, packageVersion },
    metadataAsWritten: Object.fromEntries(METADATA_KEYS.map((key) => [key, ours.data.mnistAdder[key]])),
    weightsSha256,
    metadataSha256,
  };
}

/** What made a layers model that is none of ours: Keras notes its version. */
function makerOf(topology: unknown): string {
  const keras = z.object({ keras_version: z.string() }).safeParse(topology);
  return keras.success && !keras.data.keras_version.startsWith('tfjs')
    ? `none: it is a model of Keras ${keras.data.keras_version}`
    : 'none: another program saved it';
}

function parseMetadata(value: Readonly<Record<string, unknown>>, file: string, definitions: Definitions) {
  const { formatVersion } = value;
  if (formatVersion !== FORMAT_VERSION) {
    const found = formatVersion === undefined ? 'none' : JSON.stringify(formatVersion);
    throw savedModelError('model-format-version', { file, expected: `formatVersion ${FORMAT_VERSION}`, found });
  }
  const stored = createStoredMetadataSchema(definitions).safeParse(value, IN_WORDS);
  if (stored.success) return stored.data;
  const found = firstIssue(stored.error);
  if (stored.error.issues[0]!.path[0] === 'spec') {
    throw savedModelError('model-spec', { file, expected: 'the spec of a network', found }, stored.error);
  }
  throw savedModelError('model-metadata', { file, expected: 'the metadata of a model', found }, stored.error);
}
