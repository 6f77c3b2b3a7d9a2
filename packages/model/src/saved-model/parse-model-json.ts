import * as z from 'zod/mini';
import { adderMetadataSchema, FORMAT_VERSION, storedMetadataSchema, type AdderMetadata } from './metadata.js';
import { SavedModelError } from './saved-model-error.js';
import { WEIGHTS_FILE } from './files.js';
import { quantizationSchema } from './quantization.js';
import { IN_WORDS } from '../spec/in-words.js';
import type { WeightSpec } from './weights.js';

/** What `model.json` says, each part with its schema checked. */
export interface ModelJson {
  readonly topology: unknown;
  readonly weightSpecs: readonly WeightSpec[];
  readonly metadata: AdderMetadata;
  /** The metadata as they were written, without the settings that networks have got since. */
  readonly metadataAsWritten: Readonly<Record<string, unknown>>;
  readonly weightsSha256: string | undefined;
  readonly metadataSha256: string | undefined;
}

/** The TensorFlow.js layers format, as far as we read it; more keys than these are none of our business. */
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

/** What belongs to metadata, whatever it is: it is checked elsewhere, and nothing is filled in here. */
const asWritten = Object.fromEntries(Object.keys(adderMetadataSchema.shape).map((key) => [key, z.unknown()]));

/** @throws `SavedModelError` where the text is not a model of ours. */
export function parseModelJson(json: string, file: string): ModelJson {
  const layersModel = layersModelSchema.safeParse(parseJson(json, file), IN_WORDS);
  if (!layersModel.success) {
    const expected = 'a model in the TensorFlow.js layers format, with its weights in one file';
    throw new SavedModelError('model-not-layers', { file, expected, found: firstIssue(layersModel.error) });
  }
  const { modelTopology, weightsManifest, userDefinedMetadata } = layersModel.data;
  const ours = ourMetadataSchema.safeParse(userDefinedMetadata, IN_WORDS);
  if (!ours.success) {
    const expected = 'userDefinedMetadata.mnistAdder';
    throw new SavedModelError('model-not-adder', { file, expected, found: 'none' });
  }
  const formatVersion = ours.data.mnistAdder.formatVersion;
  if (formatVersion !== FORMAT_VERSION) {
    const found = formatVersion === undefined ? 'none' : JSON.stringify(formatVersion);
    throw new SavedModelError('model-format-version', { file, expected: `formatVersion ${FORMAT_VERSION}`, found });
  }
  const stored = storedMetadataSchema.safeParse(ours.data.mnistAdder, IN_WORDS);
  if (!stored.success) {
    const ofSpec = stored.error.issues[0]!.path[0] === 'spec';
    throw new SavedModelError(
      ofSpec ? 'model-spec' : 'model-metadata',
      { file, expected: ofSpec ? 'the spec of a network' : 'the metadata of a model', found: firstIssue(stored.error) },
      { cause: stored.error },
    );
  }
  return {
    topology: modelTopology,
    weightSpecs: weightsManifest[0].weights,
    metadata: z.object(adderMetadataSchema.shape).parse(stored.data),
    metadataAsWritten: z.object(asWritten).parse(ours.data.mnistAdder),
    weightsSha256: stored.data.weightsSha256,
    metadataSha256: stored.data.metadataSha256,
  };
}

function parseJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new SavedModelError('model-not-json', { file, expected: 'JSON', found }, { cause });
  }
}

/** What is wrong first: `metrics.loss: expected number, received string`. */
function firstIssue({ issues }: z.core.$ZodError): string {
  const { path, message } = issues[0]!;
  const where = path.length === 0 ? '' : `${path.join('.')}: `;
  return `"${where}${message}"`;
}
