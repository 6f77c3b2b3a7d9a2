import type { Attributes, ConstantData, GraphNode, GraphValue, OnnxType } from './graph-node.js';
import { sameShape, sizeOf } from './graph-node.js';

/**
 * A graph in the making: values, and the nodes that compute them in order.
 *
 * The same operation on the same inputs is recorded once, and so is the same small constant: TensorFlow.js's gradients
 * ask for the same transpose, mask or shape again and again.
 */
export class Graph {
  readonly nodes: GraphNode[] = [];
  private readonly known = new Map<string, readonly GraphValue[]>();
  private count = 0;

  /** A value that whoever runs the graph hands in. */
  input(type: OnnxType, shape: readonly number[]): GraphValue {
    return this.value(type, shape, { kind: 'input' });
  }

  /** A value that is part of the graph. */
  constant(type: OnnxType, shape: readonly number[], data: ConstantData): GraphValue {
    const make = () => [this.value(type, shape, { kind: 'constant', data })];
    if (type !== 'int64' && data.length > LARGEST_SHARED_CONSTANT) return make()[0]!;
    return this.once(
      `${type}[${shape.join()}] ${Array.from<number | bigint, string>(data, sameBits).join()}`,
      make,
    )[0]!;
  }

  /** One 64-bit integer vector, as shapes, axes and pads are given to operators. */
  int64(values: readonly number[]): GraphValue {
    return this.constant('int64', [values.length], BigInt64Array.from(values, BigInt));
  }

  /** The first result of an operator. `inputs` may leave out optional ones with `undefined`. */
  op(
    type: string,
    inputs: readonly (GraphValue | undefined)[],
    output: { type: OnnxType; shape: readonly number[] },
    attributes: Attributes = {},
  ): GraphValue {
    return this.ops(type, inputs, [output], attributes)[0]!;
  }

  /** All results of an operator. */
  ops(
    type: string,
    inputs: readonly (GraphValue | undefined)[],
    outputs: readonly { type: OnnxType; shape: readonly number[] }[],
    attributes: Attributes = {},
  ): readonly GraphValue[] {
    const key = `${type}(${inputs.map((input) => input?.id ?? '').join()})${JSON.stringify(attributes)}#${outputs.length}${JSON.stringify(outputs[0]!.shape)}`;
    return this.once(key, () => {
      const node: GraphNode = { type, inputs, attributes, outputs: [] };
      node.outputs = outputs.map((output, index) =>
        this.value(output.type, output.shape, { kind: 'node', node, index }),
      );
      this.nodes.push(node);
      return node.outputs;
    });
  }

  /** Reorders the axes: axis `i` of the result is axis `order[i]` of the value. */
  transpose(value: GraphValue, order: readonly number[]): GraphValue {
    const shape = order.map((axis) => value.shape[axis]!);
    const moved = order.filter((axis) => value.shape[axis] !== 1);
    // Moving axes of length one moves no data.
    if (moved.every((axis, i) => i === 0 || moved[i - 1]! < axis)) return this.reshape(value, shape);
    return this.op('Transpose', [value], { type: value.type, shape }, { perm: order });
  }

  /** The same elements, in the same order, under another shape. */
  reshape(value: GraphValue, shape: readonly number[]): GraphValue {
    if (sameShape(value.shape, shape)) return value;
    const from = value.source;
    const origin = from.kind === 'node' && from.node.type === 'Reshape' ? from.node.inputs[0]! : value;
    if (sameShape(origin.shape, shape)) return origin;
    return this.op('Reshape', [origin, this.int64(shape)], { type: value.type, shape });
  }

  cast(value: GraphValue, type: OnnxType): GraphValue {
    if (value.type === type) return value;
    return this.op('Cast', [value], { type, shape: value.shape }, { to: type });
  }

  private once(key: string, make: () => readonly GraphValue[]): readonly GraphValue[] {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.known.set(key, made);
    return made;
  }

  private value(type: OnnxType, shape: readonly number[], source: GraphValue['source']): GraphValue {
    return { id: this.count++, type, shape: [...shape], size: sizeOf(shape), source };
  }
}

/** Lists of indices are shared whatever their length: what is gathered by them is. */
const LARGEST_SHARED_CONSTANT = 64;

/** Tells -0 from 0 when constants are compared as text. */
const sameBits = (value: number | bigint) => (Object.is(value, -0) ? '-0' : String(value));
