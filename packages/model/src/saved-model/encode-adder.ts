import { version_layers, type LayersModel } from '@tensorflow/tfjs-layers';
import { WEIGHTS_FILE, type AdderFiles } from './files.js';
import { adderMetadataSchema, FORMAT_VERSION, metadataText, type AdderMetadataInput } from './metadata.js';
import { sha256 } from './sha-256.js';
import { checkFinite, sizeOf, weightSpecs } from './weights.js';

/**
 * Makes of a model the two files of the TensorFlow.js layers format, which `tf.loadLayersModel` opens with none of our
 * code. Equal models with equal metadata give equal bytes.
 *
 * @throws {SavedModelError} `model-weight-not-finite`.
 * @throws {ZodError} where the metadata is none.
 */
export async function encodeAdder(model: LayersModel, metadata: AdderMetadataInput): Promise<AdderFiles> {
  const described = adderMetadataSchema.parse(metadata);
  const specs = weightSpecs(model);
  const weights = await encodeWeights(model);
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
  return { json: `${JSON.stringify(artifacts, null, 2)}\n`, weights };
}

async function encodeWeights(model: LayersModel): Promise<Uint8Array<ArrayBuffer>> {
  const specs = weightSpecs(model);
  // `data()` and not `dataSync()`: WebGPU has no other.
  const values = await Promise.all(model.getWeights().map((weight) => weight.data<'float32'>()));
  const all = new Float32Array(specs.reduce((size, spec) => size + sizeOf(spec), 0));
  let offset = 0;
  specs.forEach((spec, i) => {
    checkFinite(spec, values[i]!, 'The model');
    all.set(values[i]!, offset);
    offset += sizeOf(spec);
  });
  return new Uint8Array(all.buffer);
}
