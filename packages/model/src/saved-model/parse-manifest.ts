import * as z from 'zod/mini';
import { savedModelError } from '../model-error.js';
import { IN_WORDS } from '../network/spec-schema.js';
import type { Quantization } from './quantization.js';
import { sizeBytesOf, type WeightSpec } from './weights.js';

/** The weights that `model.json` lists, and the files that hold them. */
export interface Manifest {
  /** Names of the files beside `model.json`. Their contents one after the other are the weights. */
  readonly paths: readonly string[];
  readonly weightSpecs: readonly WeightSpec[];
  /** The size of all weights. */
  readonly sizeBytes: number;
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
  weightsManifest: z
    .array(
      z.object({
        // A name that leads out of the model's folder is none.
        paths: z.array(z.string().check(z.regex(/^(?!\.{1,2}$)[^/\\:\p{Cc}]+$/u, 'it must be the name of a file'))),
        weights: z.array(
          z.object({
            name: z.string(),
            shape: z.array(z.int().check(z.nonnegative())),
            dtype: z.string(),
            quantization: z.optional(quantizationSchema),
          }),
        ),
      }),
    )
    .check(z.minLength(1)),
  userDefinedMetadata: z.optional(z.unknown()),
});

/** The content of `model.json`, as far as every model of TensorFlow.js has it. */
export interface LayersModelJson extends Manifest {
  readonly topology: unknown;
  readonly userDefinedMetadata: unknown;
}

/**
 * The maximum size of weights. The largest model of our own has 3 MB, and a file of a few bytes can claim any size.
 */
const MAX_WEIGHTS_BYTES = 1e9;

/** @throws `ModelError` if the text is not a layers model of TensorFlow.js. */
export function parseLayersModel(json: string, file: string): LayersModelJson {
  const value = parseJson(json, file);
  const parsed = layersModelSchema.safeParse(value, IN_WORDS);
  if (!parsed.success) {
    const expected = 'a model in the TensorFlow.js layers format';
    const found = otherModel(value) ?? firstIssue(parsed.error);
    throw savedModelError('model-not-layers', { file, expected, found });
  }
  const { modelTopology: topology, weightsManifest, userDefinedMetadata } = parsed.data;
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  const sizeBytes = weightSpecs.reduce((size, spec) => size + sizeBytesOf(spec), 0);
  if (sizeBytes > MAX_WEIGHTS_BYTES) {
    const expected = `at most ${MAX_WEIGHTS_BYTES} bytes of weights`;
    throw savedModelError('model-weights-over-long', { file, expected, found: String(sizeBytes) });
  }
  const paths = weightsManifest.flatMap(({ paths }) => paths);
  return { topology, userDefinedMetadata, paths, weightSpecs, sizeBytes };
}

/**
 * The files that hold the weights of a saved model, by the text of its `model.json`: names beside it, and their size in all. The contents
 * of the files one after the other are the `weights` of {@link AdderFiles}.
 *
 * @param file what the text is called in errors. Default: `model.json`.
 * @throws `ModelError` if the text is not a layers model of TensorFlow.js.
 */
export function weightsFiles(json: string, file = 'model.json'): Pick<Manifest, 'paths' | 'sizeBytes'> {
  const { paths, sizeBytes } = parseLayersModel(json, file);
  return { paths, sizeBytes };
}

/** What a model is that is none of ours, in words; undefined if it says nothing. */
function otherModel(value: unknown): string | undefined {
  const named = z
    .looseObject({ format: z.optional(z.unknown()), generatedBy: z.optional(z.unknown()) })
    .safeParse(value);
  if (!named.success) return undefined;
  const { format, generatedBy } = named.data;
  const maker = typeof generatedBy === 'string' ? ` (${generatedBy})` : '';
  if (format === 'graph-model') return `a graph model of TensorFlow.js${maker}, which mnist-adder did not save`;
  // A .keras file of Keras 3 holds a config.json.
  const isKeras = 'module' in named.data && 'class_name' in named.data;
  if (isKeras) return 'the configuration of a Keras 3 model, which mnist-adder did not save';
  return undefined;
}

function parseJson(json: string, file: string): unknown {
  let value: unknown;
  try {
    // Editors of Windows put a byte order mark before it.
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw savedModelError('model-not-json', { file, expected: 'JSON', found }, cause);
  }
  if (!isDeeperThan(value, MAX_DEPTH)) return value;
  throw savedModelError('model-not-json', { file, expected: `JSON of at most ${MAX_DEPTH} levels`, found: 'more' });
}

/** The maximum number of levels in `model.json`. Ours has ten; its recipe may have more. */
const MAX_DEPTH = 100;

/** Whether a value has more levels than that. Level by level, because recursion would end at a deep one. */
function isDeeperThan(value: unknown, maxDepth: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return true;
    level = level.flatMap((item): unknown[] => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}

/** The first problem: `scores.loss: expected number, received string`. */
export function firstIssue({ issues }: { readonly issues: readonly Issue[] }): string {
  const { path, message } = issues[0]!;
  const where = path.length === 0 ? '' : `${path.join('.')}: `;
  return `"${where}${message}"`;
}

/** What a schema says is wrong. */
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
