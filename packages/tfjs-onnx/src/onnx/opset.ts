import { TfjsOnnxError } from '../errors.js';
import type { GraphNode, NamedGraph } from '../graph/graph.js';

/** The first and the last operator set in which graphs can be written. */
export const OPSETS = { min: 13, max: 23 } as const;

/** The operator set in which graphs are written unless another is given. */
export const DEFAULT_OPSET = 18;

/**
 * Returns the version of the file format that was released with an operator set.
 *
 * Source: ONNX, docs/Versioning.md, the table of released versions.
 */
export function irVersion(opset: number): bigint {
  if (opset >= 23) return 11n;
  if (opset >= 21) return 10n;
  if (opset >= 19) return 9n;
  return opset >= 15 ? 8n : 7n;
}

/** Reductions whose axes are an attribute before opset 18. ReduceSum takes them as an input since opset 13. */
const REDUCTIONS = new Set(['ReduceMax', 'ReduceMean', 'ReduceMin', 'ReduceProd']);

/**
 * Rewrites a graph for an operator set.
 *
 * @throws `TfjsOnnxError` with code `unsupported-opset` if the operator set is out of range, or if it is before 16 and the graph
 * adds where it scatters.
 */
export function inOpset(graph: NamedGraph, opset: number): NamedGraph {
  if (!Number.isInteger(opset) || opset < OPSETS.min || opset > OPSETS.max) {
    throw unsupportedOpset(opset, `take one from ${OPSETS.min} to ${OPSETS.max}`);
  }
  return { ...graph, nodes: graph.nodes.map((node) => nodeInOpset(node, opset)) };
}

function nodeInOpset(node: GraphNode, opset: number): GraphNode {
  if (opset < 16 && 'reduction' in node.attributes) {
    throw unsupportedOpset(opset, `its ${node.type} adds numbers, which takes opset 16 or later`);
  }
  if (opset >= 18 || !REDUCTIONS.has(node.type)) return node;
  const axes = node.inputs[1]!.source;
  if (axes.kind !== 'constant') throw new TypeError(`The axes of ${node.type} are not a constant`);
  return { ...node, inputs: [node.inputs[0]], attributes: { ...node.attributes, axes: Array.from(axes.data, Number) } };
}

const unsupportedOpset = (opset: number, advice: string) =>
  new TfjsOnnxError('unsupported-opset', `The graph cannot be written in opset ${opset}: ${advice}.`, { opset });
