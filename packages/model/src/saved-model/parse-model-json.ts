import * as z from 'zod/mini';
import { savedModelError } from '../model-error.js';
import type { Definitions } from '../network/definition.js';
import { IN_WORDS } from '../network/spec-schema.js';
import { WEIGHTS_FILE } from './files.js';
import type { AdderMetadata } from './metadata.js';
import { createStoredMetadataSchema, FORMAT_VERSION, METADATA_KEYS } from './metadata-schema.js';
import type { Quantization } from './quantization.js';
import type { WeightSpec } from './weights.js';

/** The content of `model.json`, each part checked against its schema. */
export interface ModelJson {
  readonly topology: unknown;
  readonly weightSpecs: readonly WeightSpec[];
  readonly metadata: AdderMetadata;
  /** The metadata as they were written, without the defaults of settings that networks have got since. */
  readonly metadataAsWritten: Readonly<Record<string, unknown>>;
  readonly weightsSha256: string | undefined;
  readonly metadataSha256: string | undefined;
}

/** The schema of a weight's encoding. */
const quantizationSchema: z.ZodMiniType<Quantization> = z.discriminatedUnion('dtype', [
  z.object({ dtype: z.literal('uint8'), scale: z.number().check(z.positive()), min: z.number() }),
  z.object({ dtype: z.literal('float16') }),
]);

/** The part of the TensorFlow.js layers format that we read. Other keys are allowed. */
const layersModelSchema = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.looseObject({}),
  weightsManifest: z.tuple([
    z.object({
      paths: z.tuple([z.literal(WEIGHTS_FILE)]),
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(z.int().check(z.nonnegative())),
          dtype: z.string(),
          quantization: z.optional(quantizationSchema),
        }),
      ),
    }),
  ]),
  userDefinedMetadata: z.optional(z.unknown()),
});

const ourMetadataSchema = z.object({ mnistAdder: z.looseObject({}) });

/** @throws `ModelError` if the text is not a model of mnist-adder. */
export function parseModelJson(json: string, file: string, definitions: Definitions): ModelJson {
  const layersModel = layersModelSchema.safeParse(parseJson(json, file), IN_WORDS);
  if (!layersModel.success) {
    const expected = 'a model in the TensorFlow.js layers format, with its weights in one file';
    throw savedModelError('model-not-layers', { file, expected, found: firstIssue(layersModel.error) });
  }
  const { modelTopology, weightsManifest, userDefinedMetadata } = layersModel.data;
  const ours = ourMetadataSchema.safeParse(userDefinedMetadata, IN_WORDS);
  if (!ours.success) {
    const expected = 'userDefinedMetadata.mnistAdder';
    throw savedModelError('model-not-adder', { file, expected, found: 'none' });
  }
  const { spec, recipe, seed, data, scores, packageVersion, weightsSha256, metadataSha256 } = parseMetadata(
    ours.data.mnistAdder,
    file,
    definitions,
  );
  return {
    topology: modelTopology,
    weightSpecs: weightsManifest[0].weights,
    metadata: { spec, recipe, seed, data, scores, packageVersion },
    metadataAsWritten: Object.fromEntries(METADATA_KEYS.map((key) => [key, ours.data.mnistAdder[key]])),
    weightsSha256,
    metadataSha256,
  };
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

function parseJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw savedModelError('model-not-json', { file, expected: 'JSON', found }, cause);
  }
}

/** The first problem: `scores.loss: expected number, received string`. */
function firstIssue({ issues }: z.core.$ZodError): string {
  const { path, message } = issues[0]!;
  const where = path.length === 0 ? '' : `${path.join('.')}: `;
  return `"${where}${message}"`;
}
