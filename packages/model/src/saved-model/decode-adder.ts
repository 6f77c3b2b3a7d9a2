import { checkOptions, is, sha256 } from '@mnist-adder/dataset/internal';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { savedModelError } from '../model-error.js';
import { checkDefinitions } from '../network/spec-schema.js';
import { createAdder } from '../network/create-adder.js';
import type { Definitions } from '../network/definition.js';
import { checkFiles, MODEL_FILE, WEIGHTS_FILE, type AdderFiles } from './files.js';
import type { AdderMetadata } from './metadata.js';
import { metadataText } from './metadata-schema.js';
import { parseModelJson, type ModelJson } from './parse-model-json.js';
import { dequantize } from './quantization.js';
import { isTopologyOf } from './topology.js';
import { checkFinite, sizeBytesOf, weightSpecs, type WeightSpec } from './weights.js';

export interface DecodeAdderOptions extends Definitions {
  /** Where the files came from, a folder or a URL, for error messages. */
  readonly source: string;
}

/** A saved model that was opened. */
export interface SavedAdder {
  /** The model, on the backend that was active. Dispose of it when you no longer need it. */
  readonly model: LayersModel;
  readonly metadata: AdderMetadata;
}

/**
 * Opens a model from the contents of its two files. It checks that they are whole, belong together and are what `createAdder` makes
 * from the spec in them.
 *
 * @throws `ModelError` if they are not, naming the file, what was expected and what was found.
 */
export async function decodeAdder(files: AdderFiles, options: DecodeAdderOptions): Promise<SavedAdder> {
  checkFiles(files);
  checkOptions('options', options, { source: is.string, backbones: is.anything, heads: is.anything });
  const { source, ...definitions } = options;
  checkDefinitions(definitions);
  const [jsonFile, weightsFile] = [`${source}/${MODEL_FILE}`, `${source}/${WEIGHTS_FILE}`];
  const stored = parseModelJson(files.json, jsonFile, definitions);
  const { weightsSha256, metadata } = stored;
  await checkMetadata(stored, jsonFile);
  const model = createAdder(metadata.spec, { seed: metadata.seed, ...definitions });
  try {
    checkTopology(stored, model, jsonFile);
    checkWeightSpecs(stored.weightSpecs, weightSpecs(model), jsonFile);
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

function checkTopology({ topology, metadata }: ModelJson, model: LayersModel, file: string): void {
  if (isTopologyOf(topology, model)) return;
  const { backbone, head } = metadata.spec;
  throw savedModelError('model-topology', {
    file,
    expected: `the layers that its spec (${backbone.type}, ${head.type}) describes`,
    found: 'others',
  });
}

function checkWeightSpecs(stored: readonly WeightSpec[], expected: readonly WeightSpec[], file: string): void {
  const describe = ({ name, dtype, shape }: WeightSpec) => `the weight ${name} as ${dtype} [${shape.join(', ')}]`;
  for (const spec of expected) {
    const same = stored.filter(({ name }) => name === spec.name);
    const facts = { file, expected: describe(spec), found: same.map(describe).join(' and ') };
    if (same.length === 0) throw savedModelError('model-weight-missing', { ...facts, found: 'none of that name' });
    if (same.length > 1 || describe(same[0]!) !== describe(spec)) throw savedModelError('model-weight-shape', facts);
  }
  const unknown = stored.find(({ name }) => expected.every((spec) => spec.name !== name));
  if (unknown === undefined) return;
  const known = `the ${expected.length} weights of its network`;
  throw savedModelError('model-weight-unknown', { file, expected: known, found: `${describe(unknown)} as well` });
}

/** The values of each weight, by the weight's name. */
function splitWeights(bytes: Uint8Array, specs: readonly WeightSpec[], file: string): Map<string, Float32Array> {
  const sizeBytes = specs.reduce((size, spec) => size + sizeBytesOf(spec), 0);
  if (bytes.length !== sizeBytes) {
    throw savedModelError(bytes.length < sizeBytes ? 'model-weights-truncated' : 'model-weights-over-long', {
      file,
      expected: `${sizeBytes} bytes`,
      found: String(bytes.length),
    });
  }
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
