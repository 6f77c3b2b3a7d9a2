import { checkOptions, is, sha256 } from '@mnist-adder/dataset/internal';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import * as z from 'zod/mini';
import { savedModelError, type ModelError } from '../model-error.js';
import { buildAdder } from '../network/create-adder.js';
import type { Definitions } from '../network/definition.js';
import { checkDefinitions } from '../network/spec-schema.js';
import { checkFiles, MODEL_FILE, type AdderFiles } from './files.js';
import type { AdderMetadata } from './metadata.js';
import { metadataText } from './metadata-schema.js';
import { parseModelJson, type ModelJson } from './parse-model-json.js';
import { dequantize } from './quantization.js';
import { isTopologyOf } from './topology.js';
import { checkFinite, sizeBytesOf, weightSpecs, type WeightSpec } from './weights.js';

export interface DecodeAdderOptions extends Definitions {
  /** Where the files came from, a folder or a URL, for error messages. */
  readonly source: string;
  /** The name of the file with the topology, for error messages. Default: `model.json`. */
  readonly modelFile?: string | undefined;
}

/** A saved model that was opened. */
export interface SavedAdder {
  /** The model, on the backend that was active. Dispose of it when you no longer need it. */
  readonly model: LayersModel;
  readonly metadata: AdderMetadata;
}

/**
 * Opens a model from the contents of its files. It checks that they are whole, belong together and are what `createAdder` makes
 * from the spec in them.
 *
 * @throws `ModelError` if they are not, naming the file, what was expected and what was found.
 */
export async function decodeAdder(files: AdderFiles, options: DecodeAdderOptions): Promise<SavedAdder> {
  checkFiles(files);
  checkOptions('options', options, {
    source: is.string,
    modelFile: is.optional(is.string),
    backbones: is.anything,
    heads: is.anything,
  });
  const { source, modelFile = MODEL_FILE, ...definitions } = options;
  checkDefinitions(definitions);
  const jsonFile = `${source}/${modelFile}`;
  const stored = parseModelJson(files.json, jsonFile, definitions);
  const { weightsSha256, metadata } = stored;
  const weightsFile = `${source}/${stored.paths.join(' + ')}`;
  await checkMetadata(stored, jsonFile);
  // Before anything is built: what is listed is no more than what is there.
  checkSize(files.weights.length, stored.sizeBytes, weightsFile);
  const model = buildStored(stored, definitions, jsonFile);
  try {
    checkTopology(stored, model, jsonFile);
    checkUnknownWeights(stored.weightSpecs, weightSpecs(model), jsonFile);
    const values = splitWeights(files.weights, stored.weightSpecs, weightsFile);
    const found = await sha256(files.weights);
    if (weightsSha256 !== undefined && found !== undefined && found !== weightsSha256) {
      const expected = `weights with the SHA-256 ${weightsSha256}, as ${jsonFile} says`;
      throw savedModelError('model-weights-altered', { file: weightsFile, expected, found });
    }
    tf.tidy(() => {
      model.setWeights(weightSpecs(model).map(({ name, shape }) => tf.tensor(values.get(name)!, [...shape])));
    });
  } catch (error) {
    model.dispose();
    throw error;
  }
  return { model, metadata };
}

async function checkMetadata({ metadataAsWritten, metadataSha256 }: ModelJson, file: string): Promise<void> {
  const found = await sha256(metadataText(metadataAsWritten));
  if (metadataSha256 === undefined || found === undefined || found === metadataSha256) return;
  const expected = `metadata with the SHA-256 ${metadataSha256}`;
  throw savedModelError('model-metadata', { file, expected, found });
}

/**
 * Builds the network of a spec from strangers. It gets no layer and no weight that the file does not list, so it takes no more memory
 * and time than the file itself.
 */
function buildStored(stored: ModelJson, definitions: Definitions, file: string): LayersModel {
  const { metadata, weightSpecs } = stored;
  const names = layerNames(stored.topology);
  const listed = byName(weightSpecs);
  try {
    return buildAdder(metadata.spec, metadata.seed, definitions, {
      layer(name) {
        if (!names.has(name)) throw topologyError(stored, file);
      },
      weight(name, shape) {
        checkWeightSpec(listed, { name, shape, dtype: 'float32' }, file);
      },
    });
  } catch (cause) {
    // Thousands of layers in a row are too deep for the recursion of TensorFlow.js.
    if (!(cause instanceof RangeError)) throw cause;
    throw savedModelError('model-spec', { file, expected: 'a network that can be built', found: cause.message }, cause);
  }
}

const topologySchema = z.object({
  config: z.object({ layers: z.array(z.object({ config: z.object({ name: z.string() }) })) }),
});

/** The names of the layers in a topology; none if it is not one. */
const layerNames = (topology: unknown): ReadonlySet<string> =>
  new Set(topologySchema.safeParse(topology).data?.config.layers.map(({ config }) => config.name));

function checkTopology(stored: ModelJson, model: LayersModel, file: string): void {
  if (!isTopologyOf(stored.topology, model)) throw topologyError(stored, file);
}

function topologyError({ metadata }: ModelJson, file: string): ModelError {
  const { backbone, head } = metadata.spec;
  return savedModelError('model-topology', {
    file,
    expected: `the layers that its spec (${backbone.type}, ${head.type}) describes`,
    found: 'others',
  });
}

const describe = ({ name, dtype, shape }: WeightSpec) => `the weight ${name} as ${dtype} [${shape.join(', ')}]`;

type WeightsByName = ReadonlyMap<string, readonly WeightSpec[]>;

function byName(specs: readonly WeightSpec[]): WeightsByName {
  const map = new Map<string, WeightSpec[]>();
  for (const spec of specs) {
    const same = map.get(spec.name);
    if (same === undefined) map.set(spec.name, [spec]);
    else same.push(spec);
  }
  return map;
}

function checkWeightSpec(stored: WeightsByName, spec: WeightSpec, file: string): void {
  const same = stored.get(spec.name) ?? [];
  const facts = { file, expected: describe(spec), found: same.map(describe).join(' and ') };
  if (same.length === 0) throw savedModelError('model-weight-missing', { ...facts, found: 'none of that name' });
  if (same.length > 1 || describe(same[0]!) !== describe(spec)) throw savedModelError('model-weight-shape', facts);
}

function checkUnknownWeights(stored: readonly WeightSpec[], expected: readonly WeightSpec[], file: string): void {
  const names = new Set(expected.map(({ name }) => name));
  const listed = byName(stored);
  for (const spec of expected) checkWeightSpec(listed, spec, file);
  const unknown = stored.find(({ name }) => !names.has(name));
  if (unknown === undefined) return;
  const known = `the ${expected.length} weights of its network`;
  throw savedModelError('model-weight-unknown', { file, expected: known, found: `${describe(unknown)} as well` });
}

/** Checks that there are as many bytes of weights as `model.json` lists. */
export function checkSize(found: number, sizeBytes: number, file: string): void {
  if (found === sizeBytes) return;
  throw savedModelError(found < sizeBytes ? 'model-weights-truncated' : 'model-weights-over-long', {
    file,
    expected: `${sizeBytes} bytes`,
    found: String(found),
  });
}

/** The values of each weight, by the weight's name. */
function splitWeights(bytes: Uint8Array, specs: readonly WeightSpec[], file: string): Map<string, Float32Array> {
  const values = new Map<string, Float32Array>();
  let offset = 0;
  for (const spec of specs) {
    // A copy, because a Float32Array must start at a multiple of four.
    const part = bytes.slice(offset, offset + sizeBytesOf(spec));
    const numbers = spec.quantization ? dequantize(part, spec.quantization) : new Float32Array(part.buffer);
    checkFinite(spec, numbers, file);
    values.set(spec.name, numbers);
    offset += part.length;
  }
  return values;
}
