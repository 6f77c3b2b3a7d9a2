import { create, toBinary } from '@bufbuild/protobuf';
import type { Attributes, GraphValue, OnnxType } from '../graph/graph-node.js';
import type { NamedGraph, Port } from '../graph/named-graph.js';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  ModelProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  ValueInfoProtoSchema,
} from './onnx_pb.js';
import { DEFAULT_OPSET, inOpset, irVersion } from './opset.js';

export interface EncodeOptions {
  /** The operator set that the graph is written in, {@link OPSETS}. Default: 18. */
  readonly opset?: number;
}

/** A graph as the bytes of an ONNX model file. */
export function encodeModel(
  original: NamedGraph,
  { opset = DEFAULT_OPSET }: EncodeOptions = {},
): Uint8Array<ArrayBuffer> {
  const graph = inOpset(original, opset);
  const names = new Map<number, string>();
  for (const { name, value } of graph.inputs) names.set(value.id, name);
  // A value may be two outputs, or an input as well as an output: such a one is copied to its second name.
  const copies: [from: GraphValue, to: string][] = [];
  for (const { name, value } of graph.outputs) {
    if (names.has(value.id) || value.source.kind === 'constant') copies.push([value, name]);
    else names.set(value.id, name);
  }
  const prefix = freePrefix([...graph.inputs, ...graph.outputs].map(({ name }) => name));
  const nameOf = (value: GraphValue | undefined): string => {
    if (value === undefined) return '';
    return names.get(value.id) ?? `${prefix}${value.id}`;
  };
  const constants = new Map<number, GraphValue>();
  for (const value of [...graph.nodes.flatMap((node) => node.inputs), ...copies.map(([from]) => from)]) {
    if (value?.source.kind === 'constant') constants.set(value.id, value);
  }

  const model = create(ModelProtoSchema, {
    irVersion: irVersion(opset),
    opsetImport: [{ domain: '', version: BigInt(opset) }],
    producerName: 'tfjs-onnx',
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
        ...copies.map(([from, to]) => ({
          name: `copy ${to}`,
          opType: 'Identity',
          input: [nameOf(from)],
          output: [to],
        })),
      ],
      initializer: [...constants.values()].map((value) => encodeConstant(nameOf(value), value)),
      input: graph.inputs.map(valueInfo),
      output: graph.outputs.map(valueInfo),
    },
  });
  return toBinary(ModelProtoSchema, model);
}

/** What the names of the values between inputs and outputs begin with, such that they are none of the given names. */
function freePrefix(names: readonly string[]): string {
  let prefix = '_';
  while (names.some((name) => name.startsWith(prefix))) prefix += '_';
  return prefix;
}

const DATA_TYPES: Record<OnnxType, TensorProto_DataType> = {
  float32: TensorProto_DataType.FLOAT,
  float64: TensorProto_DataType.DOUBLE,
  int32: TensorProto_DataType.INT32,
  int64: TensorProto_DataType.INT64,
  bool: TensorProto_DataType.BOOL,
};

function valueInfo({ name, value, shape }: Port) {
  return create(ValueInfoProtoSchema, {
    name,
    type: {
      value: {
        case: 'tensorType',
        value: {
          elemType: DATA_TYPES[value.type],
          shape: {
            dim: shape.map((length) => ({
              value:
                typeof length === 'number'
                  ? { case: 'dimValue' as const, value: BigInt(length) }
                  : { case: 'dimParam' as const, value: length },
            })),
          },
        },
      },
    },
  });
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
  return Object.entries(attributes).map(([name, value]) => {
    if (name === 'to') {
      const type = DATA_TYPES[value as OnnxType];
      return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(type) });
    }
    if (typeof value === 'number') {
      return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) });
    }
    if (typeof value === 'string') {
      const s = new TextEncoder().encode(value);
      return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.STRING, s });
    }
    if ('float' in value) {
      return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.FLOAT, f: value.float });
    }
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INTS, ints: value.map(BigInt) });
  });
}
