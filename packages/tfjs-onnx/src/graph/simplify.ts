import type { GraphNode, GraphValue } from './graph-node.js';

/** The nodes that the outputs depend on, in order, with each bias that is added to a convolution made part of it. */
export function simplify(nodes: readonly GraphNode[], outputs: readonly GraphValue[]): GraphNode[] {
  return reachable(foldConvolutionBiases(reachable(nodes, outputs), outputs), outputs);
}

/** The nodes that the outputs depend on, in order. */
function reachable(nodes: readonly GraphNode[], outputs: readonly GraphValue[]): GraphNode[] {
  const needed = new Set(outputs.map((value) => value.id));
  const kept: GraphNode[] = [];
  for (const node of [...nodes].reverse()) {
    if (!node.outputs.some((value) => needed.has(value.id))) continue;
    kept.push(node);
    for (const input of node.inputs) if (input !== undefined) needed.add(input.id);
  }
  return kept.reverse();
}

/**
 * Conv followed by Add of one number a channel becomes Conv with a bias, which saves a pass over the images. ONNX Runtime
 * does so only where the bias is a constant, which in a training step it is not.
 */
function foldConvolutionBiases(nodes: readonly GraphNode[], outputs: readonly GraphValue[]): GraphNode[] {
  const uses = new Map<number, number>();
  const use = (value: GraphValue | undefined) => {
    if (value !== undefined) uses.set(value.id, (uses.get(value.id) ?? 0) + 1);
  };
  for (const node of nodes) node.inputs.forEach(use);
  outputs.forEach(use);

  const folded = new Map<GraphNode, GraphNode>();
  const moved = new Set<GraphNode>();
  for (const node of nodes) {
    if (node.type !== 'Add') continue;
    for (const [product, bias] of [node.inputs, [...node.inputs].reverse()]) {
      const channels = channelVector(bias!);
      const convolution = product!.source.kind === 'node' ? product!.source.node : undefined;
      if (convolution?.type !== 'Conv' || convolution.inputs.length !== 2) continue;
      if (channels?.size !== product!.shape[1] || uses.get(product!.id) !== 1) continue;
      folded.set(node, { ...convolution, inputs: [...convolution.inputs, channels], outputs: node.outputs });
      moved.add(convolution);
      break;
    }
  }
  return nodes.flatMap((node) => (moved.has(node) ? [] : [folded.get(node) ?? node]));
}

/** The vector [channels] that was reshaped to [1, channels, 1, 1] in order to be broadcast over images, if it was. */
function channelVector(value: GraphValue): GraphValue | undefined {
  if (value.shape.length !== 4 || value.shape[1] !== value.size || value.source.kind !== 'node') return undefined;
  const { node } = value.source;
  const origin = node.type === 'Reshape' ? node.inputs[0] : undefined;
  return origin?.shape.length === 1 ? origin : undefined;
}
