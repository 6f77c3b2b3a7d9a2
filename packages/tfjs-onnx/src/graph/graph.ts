/** The element types of recorded graphs. */
export type OnnxType = 'float32' | 'float64' | 'int32' | 'int64' | 'bool';

/** The elements of a constant, in the typed array of its ONNX type. Booleans are bytes of 0 and 1. */
export type ConstantData = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;

/** Attributes of an operator. A plain number is an integer, `{ float }` is a float, and `to` is an {@link OnnxType}. */
export type Attributes = Readonly<Record<string, number | string | readonly number[] | { readonly float: number }>>;

/** One ONNX operator with its inputs and outputs. An optional input that is left out is `undefined`. */
export interface GraphNode {
  readonly type: string;
  readonly inputs: readonly (GraphValue | undefined)[];
  readonly attributes: Attributes;
  outputs: readonly GraphValue[];
}

/** A value of the graph: an input, a constant, or an output of a node. */
export interface GraphValue {
  readonly id: number;
  readonly type: OnnxType;
  /** The shape in memory, which may order axes otherwise than TensorFlow.js does. */
  readonly shape: readonly number[];
  /** Number of elements. */
  readonly size: number;
  readonly source:
    | { readonly kind: 'input' }
    | { readonly kind: 'constant'; readonly data: ConstantData }
    | { readonly kind: 'node'; readonly node: GraphNode; readonly index: number };
}

/** One dimension of a shape: a fixed length, or the name of a dynamic dimension, which each run chooses. */
export type Dimension = number | string;

/** A named input or output of a graph. */
export interface Port {
  readonly name: string;
  readonly value: GraphValue;
  /** The declared shape, in which dimensions can be dynamic. */
  readonly shape: readonly Dimension[];
}

/** A complete graph: named inputs and outputs, and the nodes between them in order of execution. */
export interface NamedGraph {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly nodes: readonly GraphNode[];
}

/** Names a value as an input or output that has the value's own shape. */
export const port = (name: string, value: GraphValue): Port => ({ name, value, shape: value.shape });

/** Returns the number of elements of a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** Compares two shapes. */
export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

/**
 * A graph under construction.
 *
 * Equal operations on equal inputs share one node, and equal small constants share one value: the gradients of
 * TensorFlow.js ask for the same transpose, mask or shape many times.
 */
export class Graph {
  readonly nodes: GraphNode[] = [];
  private readonly shared = new Map<string, readonly GraphValue[]>();
  private count = 0;

  /** Adds an input. */
  input(type: OnnxType, shape: readonly number[]): GraphValue {
    return this.value(type, shape, { kind: 'input' });
  }

  /** Adds a constant, or returns an equal one. Large constants are never compared, except for lists of indices. */
  constant(type: OnnxType, shape: readonly number[], data: ConstantData): GraphValue {
    const create = () => [this.value(type, shape, { kind: 'constant', data })];
    if (type !== 'int64' && data.length > MAX_SHARED_CONSTANT) return create()[0]!;
    const key = `${type}[${shape.join()}] ${Array.from<number | bigint, string>(data, sameBits).join()}`;
    return this.share(key, create)[0]!;
  }

  /** Adds a constant vector of 64-bit integers, the form in which operators take shapes, axes and pads. */
  int64(values: readonly number[]): GraphValue {
    return this.constant('int64', [values.length], BigInt64Array.from(values, BigInt));
  }

  /** Adds an operator with one output, and returns the output. */
  op(
    type: string,
    inputs: readonly (GraphValue | undefined)[],
    output: { type: OnnxType; shape: readonly number[] },
    attributes: Attributes = {},
  ): GraphValue {
    return this.ops(type, inputs, [output], attributes)[0]!;
  }

  /** Adds an operator with several outputs, and returns them. */
  ops(
    type: string,
    inputs: readonly (GraphValue | undefined)[],
    outputs: readonly { type: OnnxType; shape: readonly number[] }[],
    attributes: Attributes = {},
  ): readonly GraphValue[] {
    const ids = inputs.map((input) => input?.id ?? '').join();
    const shape = JSON.stringify(outputs[0]!.shape);
    return this.share(`${type}(${ids})${JSON.stringify(attributes)}#${outputs.length}${shape}`, () => {
      const node: GraphNode = { type, inputs, attributes, outputs: [] };
      node.outputs = outputs.map((output, index) =>
        this.value(output.type, output.shape, { kind: 'node', node, index }),
      );
      this.nodes.push(node);
      return node.outputs;
    });
  }

  /** Reorders axes: axis `i` of the result is axis `order[i]` of the value. */
  transpose(value: GraphValue, order: readonly number[]): GraphValue {
    const shape = order.map((axis) => value.shape[axis]!);
    const moved = order.filter((axis) => value.shape[axis] !== 1);
    // Moving axes of length one moves no data.
    if (moved.every((axis, i) => i === 0 || moved[i - 1]! < axis)) return this.reshape(value, shape);
    return this.op('Transpose', [value], { type: value.type, shape }, { perm: order });
  }

  /** Gives the same elements, in the same order, another shape. */
  reshape(value: GraphValue, shape: readonly number[]): GraphValue {
    if (sameShape(value.shape, shape)) return value;
    const from = value.source;
    const origin = from.kind === 'node' && from.node.type === 'Reshape' ? from.node.inputs[0]! : value;
    if (sameShape(origin.shape, shape)) return origin;
    return this.op('Reshape', [origin, this.int64(shape)], { type: value.type, shape });
  }

  /** Converts elements to another type. */
  cast(value: GraphValue, type: OnnxType): GraphValue {
    if (value.type === type) return value;
    return this.op('Cast', [value], { type, shape: value.shape }, { to: type });
  }

  private share(key: string, create: () => readonly GraphValue[]): readonly GraphValue[] {
    const known = this.shared.get(key);
    if (known !== undefined) return known;
    const created = create();
    this.shared.set(key, created);
    return created;
  }

  private value(type: OnnxType, shape: readonly number[], source: GraphValue['source']): GraphValue {
    return { id: this.count++, type, shape: [...shape], size: sizeOf(shape), source };
  }
}

/** Constants of more elements than this are not compared with others, except for lists of indices. */
const MAX_SHARED_CONSTANT = 64;

/** Writes a number so that -0 differs from 0. */
const sameBits = (value: number | bigint) => (Object.is(value, -0) ? '-0' : String(value));
