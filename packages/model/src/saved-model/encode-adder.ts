import { version_layers, type LayersModel } from '@tensorflow/tfjs-layers';
import { WEIGHTS_FILE, type AdderFiles } from './files.js';
import { adderMetadataSchema, FORMAT_VERSION, metadataText, type AdderMetadataInput } from './metadata.js';
import { quantize, type QuantizationType } from './quantization.js';
import { IN_WORDS } from '../spec/in-words.js';
import { sha256 } from './sha-256.js';
import { checkFinite, weightSpecs, type WeightSpec } from './weights.js';

export interface EncodeAdderOptions {
  /**
   * Rounds all weights but vectors: `float16` to half precision, half the size; `uint8` to 256 levels each, a quarter of it.
   * TensorFlow.js reads both. Default: none, every weight as it is.
   */
  readonly quantization?: QuantizationType;
}

/**
 * Makes of a model the two files of the TensorFlow.js layers format, which `tf.loadLayersModel` opens with none of our
 * code. Equal models with equal metadata give equal bytes.
 *
 * @throws `SavedModelError` `model-weight-not-finite`.
 * @throws `ZodError` where the metadata is none.
 */
export async function encodeAdder(
  model: LayersModel,
  metadata: AdderMetadataInput,
  { quantization }: EncodeAdderOptions = {},
): Promise<AdderFiles> {
  const described = adderMetadataSchema.parse(metadata, IN_WORDS);
  const { specs, weights } = await encodeWeights(model, quantization);
  const digests = {
    weightsSha256: await sha256(weights),
    metadataSha256: await sha256(new TextEncoder().encode(metadataText(described))),
  };
  const artifacts = {
    format: 'layers-model',
    generatedBy: `TensorFlow.js tfjs-layers v${version_layers}`,
    convertedBy: null,
    modelTopology: model.toJSON(null, false) as object,
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: specs }],
    userDefinedMetadata: { mnistAdder: { formatVersion: FORMAT_VERSION, ...described, ...digests } },
  };
  // Rounded weights are for whoever counts bytes, and indentation is half of the file.
  const indentation = quantization === undefined ? 2 : undefined;
  return { json: `${JSON.stringify(artifacts, null, indentation)}\n`, weights };
}

async function encodeWeights(
  model: LayersModel,
  type: QuantizationType | undefined,
): Promise<{ readonly specs: WeightSpec[]; readonly weights: Uint8Array<ArrayBuffer> }> {
  // `data()` and not `dataSync()`: WebGPU has no other.
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
