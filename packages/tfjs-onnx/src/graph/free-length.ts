import { FreeLengthError } from '../errors.js';
import { Graph } from './graph.js';
import { sameShape } from './graph-node.js';
import type { ConstantData, GraphNode, GraphValue } from './graph-node.js';
import type { AxisLength, NamedGraph, Port } from './named-graph.js';

/**
 * Two lengths that stand for a free one while a computation is recorded, once with each: primes, far larger than any number
 * that is added to a length.
 */
export const PROBES = [10_007, 10_009] as const;

/**
 * Makes one graph for any length of an axis out of two that differ in nothing else: wherever a shape has the one
 * length here and the other there, the free length is meant, and is taken from an input when the graph is run.
 *
 * @param name what the free length is called.
 * @param graphs the same computation, recorded with each of the {@link PROBES}.
 * @throws `FreeLengthError` where the graphs differ in more than shapes.
 */
export function freeLength(name: string, graphs: readonly [NamedGraph, NamedGraph]): NamedGraph {
  const [one, other] = graphs;
  const graph = new Graph();
  /** By what they are in the one graph: what values are in the new one, and in the other. */
  const values = new Map<GraphValue, { readonly merged: GraphValue; readonly other: GraphValue }>();
  const bind = (a: GraphValue, b: GraphValue, merged: GraphValue) => values.set(a, { merged, other: b });
  one.inputs.forEach(({ value }, i) => bind(value, other.inputs[i]!.value, graph.input(value.type, value.shape)));

  /** The free length, as a vector of one number. */
  const length = (): GraphValue => {
    const source = one.inputs.find(({ value }) => value.shape.includes(PROBES[0]))!.value;
    const shape = graph.op('Shape', [values.get(source)!.merged], { type: 'int64', shape: [source.shape.length] });
    const at = graph.int64([source.shape.indexOf(PROBES[0])]);
    return graph.op('Gather', [shape, at], { type: 'int64', shape: [1] }, { axis: 0 });
  };

  /** A vector of lengths of which some are made of the free one. */
  const lengths = (vector: readonly Length[]): GraphValue => {
    const times = (a: GraphValue, b: number) => (b === 1 ? a : graph.op('Mul', [a, graph.int64([b])], a));
    const plus = (a: GraphValue, b: number) => (b === 0 ? a : graph.op('Add', [a, graph.int64([b])], a));
    const parts = vector.map(({ factor, offset }) =>
      factor === 0 ? graph.int64([offset]) : plus(times(length(), factor), offset),
    );
    return parts.length === 1
      ? parts[0]!
      : graph.op('Concat', parts, { type: 'int64', shape: [parts.length] }, { axis: 0 });
  };

  const constant = (a: GraphValue, data: ConstantData, b: GraphValue, otherData: ConstantData, node: GraphNode) => {
    if (!sameShape(a.shape, b.shape) || a.type !== b.type) throw new FreeLengthError(name, node.type);
    if (sameNumbers(data, otherData)) return graph.constant(a.type, a.shape, data);
    if (a.type !== 'int64' || a.shape.length !== 1) throw new FreeLengthError(name, node.type);
    const vector = Array.from(data as BigInt64Array, (number, i) => lengthOf(Number(number), Number(otherData[i])));
    if (!vector.every((axis) => axis !== undefined)) throw new FreeLengthError(name, node.type);
    // The length of the only axis that is not given is what is left over.
    if (node.type === 'Reshape' && vector.filter(({ factor }) => factor !== 0).length === 1) {
      return graph.int64(vector.map(({ factor, offset }) => (factor === 0 ? offset : -1)));
    }
    return lengths(vector);
  };

  const merge = (a: GraphValue, b: GraphValue, node: GraphNode): GraphValue => {
    if (a.source.kind === 'constant' && b.source.kind === 'constant') {
      return constant(a, a.source.data, b, b.source.data, node);
    }
    const bound = values.get(a);
    if (bound?.other !== b) throw new FreeLengthError(name, node.type);
    return bound.merged;
  };

  if (one.nodes.length !== other.nodes.length) throw new FreeLengthError(name);
  one.nodes.forEach((node, n) => {
    const twin = other.nodes[n]!;
    if (!sameOperation(node, twin)) throw new FreeLengthError(name, node.type);
    const inputs = node.inputs.map((input, i) => input && merge(input, twin.inputs[i]!, node));
    const outputs = graph.ops(node.type, inputs, node.outputs, node.attributes);
    node.outputs.forEach((output, i) => bind(output, twin.outputs[i]!, outputs[i]!));
  });

  const identity: GraphNode = { type: 'Identity', inputs: [], attributes: {}, outputs: [] };
  const port =
    (others: readonly Port[]) =>
    ({ name: portName, value }: Port, i: number): Port => {
      const twin = others[i]!.value;
      const shape = value.shape.map((axis, k) => inWords(name, lengthOf(axis, twin.shape[k]!)));
      return { name: portName, value: merge(value, twin, identity), shape };
    };
  const outputs = one.outputs.map(port(other.outputs));
  return { inputs: one.inputs.map(port(other.inputs)), outputs, nodes: graph.nodes };
}

/** So many times the free length, and so much more. */
interface Length {
  readonly factor: number;
  readonly offset: number;
}

/** What a number is that was the one at the one probe and the other at the other. */
function lengthOf(one: number, other: number): Length | undefined {
  if (one === other) return { factor: 0, offset: one };
  const factor = (other - one) / (PROBES[1] - PROBES[0]);
  const offset = one - factor * PROBES[0];
  // A remainder, or a half that is rounded, would seem to be a large number less a multiple, or a part of one.
  const isLikely = Number.isInteger(factor) && factor > 0 && Math.abs(offset) < LARGEST_OFFSET;
  return isLikely ? { factor, offset } : undefined;
}

const LARGEST_OFFSET = 1000;

/** A shape's length in words: `batch`, `2 batch`, `batch - 1`. */
function inWords(name: string, length: Length | undefined): AxisLength {
  if (length === undefined) throw new FreeLengthError(name);
  const { factor, offset } = length;
  if (factor === 0) return offset;
  const multiple = factor === 1 ? name : `${factor} ${name}`;
  if (offset === 0) return multiple;
  return `${multiple} ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`;
}

const sameNumbers = (a: ConstantData, b: ConstantData): boolean =>
  a.length === b.length && a.every((number: number | bigint, i: number) => Object.is(number, b[i]));

const sameOperation = (a: GraphNode, b: GraphNode): boolean =>
  a.type === b.type &&
  a.inputs.length === b.inputs.length &&
  a.outputs.length === b.outputs.length &&
  JSON.stringify(a.attributes) === JSON.stringify(b.attributes);
