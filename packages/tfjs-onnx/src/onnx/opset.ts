import { OpsetError } from '../errors.js';
import type { GraphNode } from '../graph/graph-node.js';
import type { NamedGraph } from '../graph/named-graph.js';

/** The operator sets that graphs can be written in. What is recorded is what the newest of them has. */
export const OPSETS = { least: 13, most: 23 } as const;

export const DEFAULT_OPSET = 18;

/**
 * The version of the file format that came with an operator set.
 *
 * Source: ONNX, docs/Versioning.md, the table of released versions.
 */
export function irVersion(opset: number): bigint {
  if (opset >= 23) return 11n;
  if (opset >= 21) return 10n;
  if (opset >= 19) return 9n;
  return opset >= 15 ? 8n : 7n;
}

/** Reductions that have their axes as an attribute before opset 18; ReduceSum alone had them as an input from 13 on. */
const REDUCTIONS = new Set(['ReduceMax', 'ReduceMean', 'ReduceMin', 'ReduceProd']);

/**
 * A graph in the words of an operator set.
 *
 * @throws `OpsetError` where that is none that can be written, or the graph scatters and adds, which came with opset 16.
 */
export function inOpset(graph: NamedGraph, opset: number): NamedGraph {
  if (!Number.isInteger(opset) || opset < OPSETS.least || opset > OPSETS.most) {
    throw new OpsetError(opset, `take one from ${OPSETS.least} to ${OPSETS.most}`);
  }
  return { ...graph, nodes: graph.nodes.map((node) => nodeInOpset(node, opset)) };
}

function nodeInOpset(node: GraphNode, opset: number): GraphNode {
  if (opset < 16 && 'reduction' in node.attributes) {
    throw new OpsetError(opset, `${node.type} adds what it scatters from opset 16 on`);
  }
  if (opset >= 18 || !REDUCTIONS.has(node.type)) return node;
  const axes = node.inputs[1]!.source;
  if (axes.kind !== 'constant') throw new TypeError(`${node.type} takes axes that are not a constant`);
  return { ...node, inputs: [node.inputs[0]], attributes: { ...node.attributes, axes: Array.from(axes.data, Number) } };
}
