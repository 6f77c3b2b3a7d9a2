import { ArgumentError } from '@mnist-adder/dataset';
import { checkObject, checkOptions, is, sha256 } from '@mnist-adder/dataset/internal';
import { version_layers, type LayersModel } from '@tensorflow/tfjs-layers';
import { WEIGHTS_FILE, type AdderFiles } from './files.js';
import type { AdderSpec } from '../network/adder-spec.js';
import { createAdder } from '../network/create-adder.js';
import type { Definitions } from '../network/definition.js';
import { parseAdderSpec } from '../network/parse-spec.js';
import { IN_WORDS } from '../network/spec-schema.js';
import type { AdderMetadataInput } from './metadata.js';
import { createMetadataSchema, FORMAT_VERSION, metadataText } from './metadata-schema.js';
import { quantize, type QuantizationType } from './quantization.js';
import { isTopologyOf } from './topology.js';
import { checkFinite, weightSpecs, type WeightSpec } from './weights.js';
import { hasSum } from '../network/network.js';

export interface EncodeAdderOptions extends Definitions {
  /**
   * Rounds all weights except vectors: `float16` to half precision, half the size; `uint8` to 256 levels, a quarter of the size.
   * TensorFlow.js reads both. Default: no rounding.
   */
  readonly quantization?: QuantizationType | undefined;
}

/**
 * Encodes a model as the two files of the TensorFlow.js layers format, which `tf.loadLayersModel` opens with none of our code. Equal
 * models with equal metadata give equal bytes.
 *
 * @throws `ModelError` `model-weight-not-finite` if a weight is not finite.
 * @throws `ArgumentError` if the metadata is not valid, or its spec is not that of the model.
 * @throws `ModelError` `spec` if the spec is not valid.
 */
export async function encodeAdder(
  model: LayersModel,
  metadata: AdderMetadataInput,
  options: EncodeAdderOptions = {},
): Promise<AdderFiles> {
  checkOptions('options', options, {
    quantization: is.optional(is.oneOf('float16', 'uint8')),
    backbones: is.anything,
    heads: is.anything,
  });
  hasSum(model); // Refuses what is no model.
  const { quantization, ...definitions } = options;
  const described = checkMetadata(metadata, definitions);
  checkSpec(model, described.spec, definitions);
  const { specs, weights } = await encodeWeights(model, quantization);
  const digests = {
    weightsSha256: await sha256(weights),
    metadataSha256: await sha256(metadataText(described)),
  };
  const artifacts = {
    format: 'layers-model',
    generatedBy: `TensorFlow.js tfjs-layers v${version_layers}`,
    convertedBy: null,
    modelTopology: model.toJSON(null, false) as object,
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: specs }],
    userDefinedMetadata: { mnistAdder: { formatVersion: FORMAT_VERSION, ...described, ...digests } },
  };
  // Rounded weights are for small downloads, and indentation is half of the file.
  const indentation = quantization === undefined ? 2 : undefined;
  return { json: `${JSON.stringify(artifacts, null, indentation)}\n`, weights };
}

function checkMetadata(metadata: AdderMetadataInput, definitions: Definitions) {
  const schema = createMetadataSchema(definitions);
  checkObject('metadata', metadata, Object.keys(schema.shape));
  parseAdderSpec(metadata.spec, definitions);
  const parsed = schema.safeParse(metadata, IN_WORDS);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  const found = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)[key], metadata);
  const expected = message.replace(/^Invalid input: expected /, '').replace(/, received .*$/, '');
  throw new ArgumentError(['metadata', ...path].join('.'), `what a saved model says there (${expected})`, found);
}

/** Checks that a model is the network that a spec describes: `decodeAdder` would refuse another. */
function checkSpec(model: LayersModel, spec: AdderSpec, definitions: Definitions): void {
  if (hasSameLayers(model, spec, definitions)) return;
  const { backbone, head } = spec;
  const words = `that of another network (${backbone.type}, ${head.type})`;
  throw new ArgumentError('metadata.spec', 'the spec that the model was created from', spec, words);
}

function hasSameLayers(model: LayersModel, spec: AdderSpec, definitions: Definitions): boolean {
  const described = createAdder(spec, definitions);
  try {
    return isTopologyOf(described.toJSON(null, false), model);
  } finally {
    described.dispose();
  }
}

async function encodeWeights(
  model: LayersModel,
  type: QuantizationType | undefined,
): Promise<{ readonly specs: WeightSpec[]; readonly weights: Uint8Array<ArrayBuffer> }> {
  // `data()` and not `dataSync()`, which WebGPU does not have.
  const values = await Promise.all(model.getWeights().map((weight) => weight.data<'float32'>()));
  const encoded = weightSpecs(model).map((spec, i) => {
    const numbers = values[i]!;
    checkFinite(spec, numbers, 'The model');
    if (type !== undefined && spec.shape.length > 1) {
      const { bytes, quantization } = quantize(numbers, type);
      return { spec: { ...spec, quantization }, bytes };
    }
    return { spec, bytes: new Uint8Array(numbers.slice().buffer) };
  });
  const weights = new Uint8Array(encoded.reduce((size, { bytes }) => size + bytes.length, 0));
  let offset = 0;
  for (const { bytes } of encoded) {
    weights.set(bytes, offset);
    offset += bytes.length;
  }
  return { specs: encoded.map(({ spec }) => spec), weights };
}
