import { TfjsOnnxError } from '../errors.js';
import {
  Graph,
  sameShape,
  type ConstantData,
  type Dimension,
  type GraphNode,
  type GraphValue,
  type NamedGraph,
  type Port,
} from './graph.js';

/**
 * Two lengths that stand for a dynamic dimension: a computation is recorded once with each. They are primes, and far larger
 * than any number that is added to a length.
 */
export const PROBES = [10_007, 10_009] as const;

/** Numbers added to the dynamic dimension are smaller than this. */
const MAX_OFFSET = 1000;

/**
 * Merges two recordings of one computation into a graph with a dynamic dimension. Where a shape has the first probe in one
 * recording and the second in the other, the dynamic dimension is meant, and the graph reads it from an input.
 *
 * @param name the name of the dynamic dimension.
 * @param graphs the computation, recorded with each of the {@link PROBES}.
 * @throws `TfjsOnnxError` with code `free-length` if the graphs differ in more than shapes.
 */
export function mergeProbes(name: string, [first, second]: readonly [NamedGraph, NamedGraph]): NamedGraph {
  const merger = new Merger(name, first, second);
  if (first.nodes.length !== second.nodes.length) throw dynamicDimensionError(name);
  first.nodes.forEach((node, n) => {
    merger.addNode(node, second.nodes[n]!);
  });
  const outputs = merger.ports(first.outputs, second.outputs);
  return { inputs: merger.ports(first.inputs, second.inputs), outputs, nodes: merger.graph.nodes };
}

/** Creates the error for a function that computes something else for another length of the dynamic dimension. */
function dynamicDimensionError(axis: string, operator?: string): TfjsOnnxError {
  const dependent = operator === undefined ? 'how much it computes' : `an input of its operator ${operator}`;
  return new TfjsOnnxError(
    'free-length',
    `The function cannot be recorded for every length of ${axis}: ${dependent} depends on it. Give the length as a number, and record once for each.`,
    { axis, operator },
  );
}

/** Builds the merged graph from pairs of values, one from each recording. */
class Merger {
  readonly graph = new Graph();
  /** By the value in the first recording: its value in the merged graph, and in the second recording. */
  private readonly values = new Map<GraphValue, { readonly merged: GraphValue; readonly second: GraphValue }>();

  constructor(
    private readonly name: string,
    private readonly first: NamedGraph,
    second: NamedGraph,
  ) {
    first.inputs.forEach(({ value }, i) => {
      this.values.set(value, { merged: this.graph.input(value.type, value.shape), second: second.inputs[i]!.value });
    });
  }

  addNode(node: GraphNode, twin: GraphNode): void {
    if (!sameOperation(node, twin)) throw dynamicDimensionError(this.name, node.type);
    const inputs = node.inputs.map((input, i) => input && this.value(input, twin.inputs[i]!, node.type));
    const outputs = this.graph.ops(node.type, inputs, node.outputs, node.attributes);
    node.outputs.forEach((output, i) => this.values.set(output, { merged: outputs[i]!, second: twin.outputs[i]! }));
  }

  ports(ports: readonly Port[], twins: readonly Port[]): Port[] {
    return ports.map(({ name, value }, i) => {
      const twin = twins[i]!.value;
      const shape = value.shape.map((length, axis) => this.dimension(length, twin.shape[axis]!));
      return { name, value: this.value(value, twin, 'Identity'), shape };
    });
  }

  private value(a: GraphValue, b: GraphValue, operator: string): GraphValue {
    if (a.source.kind === 'constant' && b.source.kind === 'constant') {
      return this.constant(a, a.source.data, b, b.source.data, operator);
    }
    const known = this.values.get(a);
    if (known?.second !== b) throw dynamicDimensionError(this.name, operator);
    return known.merged;
  }

  private constant(a: GraphValue, data: ConstantData, b: GraphValue, twin: ConstantData, operator: string): GraphValue {
    if (sameShape(a.shape, b.shape) && a.type === b.type) {
      if (sameNumbers(data, twin)) return this.graph.constant(a.type, a.shape, data);
      if (a.type === 'int64' && a.shape.length === 1) {
        const vector = Array.from(data as BigInt64Array, (number, i) => lengthOf(Number(number), Number(twin[i])));
        if (vector.every((length) => length !== undefined)) return this.lengths(vector, operator);
      }
    }
    throw dynamicDimensionError(this.name, operator);
  }

  /** A vector of lengths, some of them dynamic. */
  private lengths(vector: readonly Length[], operator: string): GraphValue {
    const { graph } = this;
    // Reshape infers one dimension itself.
    if (operator === 'Reshape' && vector.filter(({ factor }) => factor !== 0).length === 1) {
      return graph.int64(vector.map(({ factor, offset }) => (factor === 0 ? offset : -1)));
    }
    const parts = vector.map(({ factor, offset }) => {
      if (factor === 0) return graph.int64([offset]);
      const length = this.dynamicLength();
      const multiple = factor === 1 ? length : graph.op('Mul', [length, graph.int64([factor])], length);
      return offset === 0 ? multiple : graph.op('Add', [multiple, graph.int64([offset])], multiple);
    });
    if (parts.length === 1) return parts[0]!;
    return graph.op('Concat', parts, { type: 'int64', shape: [parts.length] }, { axis: 0 });
  }

  /** The dynamic dimension as a vector of one number, read from the shape of an input. */
  private dynamicLength(): GraphValue {
    const { graph } = this;
    const source = this.first.inputs.find(({ value }) => value.shape.includes(PROBES[0]))!.value;
    const shape = graph.op('Shape', [this.values.get(source)!.merged], { type: 'int64', shape: [source.shape.length] });
    const at = graph.int64([source.shape.indexOf(PROBES[0])]);
    return graph.op('Gather', [shape, at], { type: 'int64', shape: [1] }, { axis: 0 });
  }

  /** The dimension in words: `batch`, `2 batch`, `batch - 1`. */
  private dimension(a: number, b: number): Dimension {
    const length = lengthOf(a, b);
    if (length === undefined) throw dynamicDimensionError(this.name);
    const { factor, offset } = length;
    if (factor === 0) return offset;
    const multiple = factor === 1 ? this.name : `${factor} ${this.name}`;
    if (offset === 0) return multiple;
    return `${multiple} ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`;
  }
}

/** A length that is `factor` times the dynamic dimension plus `offset`. */
interface Length {
  readonly factor: number;
  readonly offset: number;
}

/** Finds the length that is `a` with the first probe and `b` with the second, if it is linear in the probe. */
function lengthOf(a: number, b: number): Length | undefined {
  if (a === b) return { factor: 0, offset: a };
  const factor = (b - a) / (PROBES[1] - PROBES[0]);
  const offset = a - factor * PROBES[0];
  // A remainder, or a half that is rounded, looks like a multiple with a large offset, or like a fraction.
  return Number.isInteger(factor) && factor > 0 && Math.abs(offset) < MAX_OFFSET ? { factor, offset } : undefined;
}

const sameNumbers = (a: ConstantData, b: ConstantData): boolean =>
  a.length === b.length && a.every((number: number | bigint, i: number) => Object.is(number, b[i]));

const sameOperation = (a: GraphNode, b: GraphNode): boolean =>
  a.type === b.type &&
  a.inputs.length === b.inputs.length &&
  a.outputs.length === b.outputs.length &&
  JSON.stringify(a.attributes) === JSON.stringify(b.attributes);
