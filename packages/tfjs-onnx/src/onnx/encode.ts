import { create, toBinary } from '@bufbuild/protobuf';
import type { Attributes, GraphValue, NamedGraph, OnnxType, Port } from '../graph/graph.js';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  ModelProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  ValueInfoProtoSchema,
} from './onnx_pb.js';
import { DEFAULT_OPSET, inOpset, irVersion } from './opset.js';

/** How a graph is written as an ONNX model. */
export interface EncodeOptions {
  /** The operator set, an integer within {@link OPSETS}. Default: 18. */
  readonly opset?: number | undefined;
  /** Texts about the model by name, which a program finds in ONNX's `metadata_props`. Default: none. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * Writes a graph as the bytes of an ONNX model file.
 *
 * @throws `TfjsOnnxError` with code `unsupported-opset` if the graph cannot be written in the operator set.
 */
export function encodeModel(
  original: NamedGraph,
  { opset = DEFAULT_OPSET, metadata = {} }: EncodeOptions = {},
): Uint8Array<ArrayBuffer> {
  const graph = inOpset(original, opset);
  const { nameOf, copies } = nameValues(graph);
  const constants = new Set<GraphValue>();
  for (const value of [...graph.nodes.flatMap((node) => node.inputs), ...copies.map(({ value }) => value)]) {
    if (value?.source.kind === 'constant') constants.add(value);
  }
  const model = create(ModelProtoSchema, {
    irVersion: irVersion(opset),
    opsetImport: [{ domain: '', version: BigInt(opset) }],
    producerName: 'tfjs-onnx',
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: 'recording',
      node: [
        ...graph.nodes.map((node, index) => ({
          name: `${node.type}_${index}`,
          opType: node.type,
          input: node.inputs.map(nameOf),
          output: node.outputs.map(nameOf),
          attribute: encodeAttributes(node.attributes),
        })),
        ...copies.map(({ name, value }) => ({
          name: `copy ${name}`,
          opType: 'Identity',
          input: [nameOf(value)],
          output: [name],
        })),
      ],
      initializer: Array.from(constants, (value) => encodeConstant(nameOf(value), value)),
      input: graph.inputs.map(encodePort),
      output: graph.outputs.map(encodePort),
    },
  });
  return toBinary(ModelProtoSchema, model);
}

/**
 * Names every value of a graph.
 *
 * @returns `nameOf`, in which an input that is left out has the name '', and `copies`: outputs that are also an input, a constant
 * or another output. A value has one name, so each of these is a copy of its value.
 */
function nameValues({ inputs, outputs }: NamedGraph): {
  readonly nameOf: (value: GraphValue | undefined) => string;
  readonly copies: readonly Port[];
} {
  const names = new Map(inputs.map(({ name, value }) => [value, name]));
  const copies = outputs.filter(({ name, value }) => {
    if (names.has(value) || value.source.kind === 'constant') return true;
    names.set(value, name);
    return false;
  });
  let prefix = '_';
  while ([...inputs, ...outputs].some(({ name }) => name.startsWith(prefix))) prefix += '_';
  return {
    nameOf: (value) => (value === undefined ? '' : (names.get(value) ?? `${prefix}${value.id}`)),
    copies,
  };
}

const DATA_TYPES: Record<OnnxType, TensorProto_DataType> = {
  float32: TensorProto_DataType.FLOAT,
  float64: TensorProto_DataType.DOUBLE,
  int32: TensorProto_DataType.INT32,
  int64: TensorProto_DataType.INT64,
  bool: TensorProto_DataType.BOOL,
};

function encodePort({ name, value, shape }: Port) {
  const dim = shape.map((dimension) =>
    typeof dimension === 'number'
      ? { value: { case: 'dimValue' as const, value: BigInt(dimension) } }
      : { value: { case: 'dimParam' as const, value: dimension } },
  );
  const type = { case: 'tensorType' as const, value: { elemType: DATA_TYPES[value.type], shape: { dim } } };
  return create(ValueInfoProtoSchema, { name, type: { value: type } });
}

function encodeConstant(name: string, value: GraphValue) {
  if (value.source.kind !== 'constant') throw new TypeError(`${name} is not a constant`);
  const { buffer, byteOffset, byteLength } = value.source.data;
  return create(TensorProtoSchema, {
    name,
    dataType: DATA_TYPES[value.type],
    dims: value.shape.map(BigInt),
    rawData: new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength),
  });
}

function encodeAttributes(attributes: Attributes) {
  const { INT, INTS, FLOAT, STRING } = AttributeProto_AttributeType;
  return Object.entries(attributes).map(([name, value]) => {
    if (name === 'to') {
      return create(AttributeProtoSchema, { name, type: INT, i: BigInt(DATA_TYPES[value as OnnxType]) });
    }
    if (typeof value === 'number') return create(AttributeProtoSchema, { name, type: INT, i: BigInt(value) });
    if (typeof value === 'string') {
      return create(AttributeProtoSchema, { name, type: STRING, s: new TextEncoder().encode(value) });
    }
    if ('float' in value) return create(AttributeProtoSchema, { name, type: FLOAT, f: value.float });
    return create(AttributeProtoSchema, { name, type: INTS, ints: value.map(BigInt) });
  });
}
