import { fromBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema } from './onnx_pb.js';

/**
 * Reads the texts that an ONNX model has about itself, its `metadata_props`: those that `exportOnnx` was given as `metadata`.
 *
 * @param model the bytes of an ONNX file.
 * @returns the texts by name; undefined if the bytes are not an ONNX model.
 */
export function readOnnxMetadata(model: Uint8Array): Record<string, string> | undefined {
  try {
    const { graph, metadataProps } = fromBinary(ModelProtoSchema, model);
    return graph && Object.fromEntries(metadataProps.map(({ key, value }) => [key, value]));
  } catch {
    return undefined;
  }
}
