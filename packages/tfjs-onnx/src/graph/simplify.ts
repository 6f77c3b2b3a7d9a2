import type { GraphNode, GraphValue } from './graph-node.js';

/**
 * The nodes that the outputs depend on, in order, with each bias that is added to a convolution made part of it, and products
 * of matrices that are only used transposed calculated so.
 */
export function simplify(nodes: readonly GraphNode[], outputs: readonly GraphValue[]): GraphNode[] {
  return [foldConvolutionBiases, transposeProducts].reduce(
    (simpler, pass) => reachable(pass(simpler, outputs), outputs),
    reachable(nodes, outputs),
  );
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
  const isUsedOnce = usedOnce(nodes, outputs);
  const folded = new Map<GraphNode, GraphNode[]>();
  const moved = new Set<GraphNode>();
  for (const node of nodes) {
    if (node.type !== 'Add') continue;
    for (const [summand, bias] of [node.inputs, [...node.inputs].reverse()]) {
      // Of a batch that is one wide image the product has been given its own shape again.
      const reshape = nodeOf(summand!, 'Reshape');
      const product = reshape?.inputs[0] ?? summand!;
      const convolution = nodeOf(product, 'Conv');
      if (convolution?.inputs.length !== 2) continue;
      const channels = channelVector(bias!, reshape === undefined ? 1 : 0);
      if (channels?.size !== product.shape[1] || !isUsedOnce(product) || !isUsedOnce(summand!)) continue;
      const biased = { ...convolution, inputs: [...convolution.inputs, channels] };
      if (reshape === undefined) {
        folded.set(node, [{ ...biased, outputs: node.outputs }]);
      } else {
        folded.set(node, [biased, { ...reshape, outputs: node.outputs }]);
        moved.add(reshape);
      }
      moved.add(convolution);
      break;
    }
  }
  return nodes.flatMap((node) => (moved.has(node) ? [] : (folded.get(node) ?? [node])));
}

/** The transpose of A · B is Bᵀ · Aᵀ, which Gemm calculates as readily. */
function transposeProducts(nodes: readonly GraphNode[], outputs: readonly GraphValue[]): GraphNode[] {
  const isUsedOnce = usedOnce(nodes, outputs);
  return nodes.map((node) => {
    if (node.type !== 'Transpose') return node;
    const product = nodeOf(node.inputs[0]!, 'Gemm');
    if (product?.inputs.length !== 2 || !isUsedOnce(node.inputs[0]!)) return node;
    const { transA, transB } = product.attributes as Record<'transA' | 'transB', number>;
    return {
      ...product,
      inputs: [product.inputs[1], product.inputs[0]],
      attributes: { transA: 1 - transB, transB: 1 - transA },
      outputs: node.outputs,
    };
  });
}

/** Tells of values whether exactly one node, or output, takes them. */
function usedOnce(nodes: readonly GraphNode[], outputs: readonly GraphValue[]): (value: GraphValue) => boolean {
  const uses = new Map<number, number>();
  const use = (value: GraphValue | undefined) => {
    if (value !== undefined) uses.set(value.id, (uses.get(value.id) ?? 0) + 1);
  };
  for (const node of nodes) node.inputs.forEach(use);
  outputs.forEach(use);
  return ({ id }) => uses.get(id) === 1;
}

function nodeOf({ source }: GraphValue, type: string): GraphNode | undefined {
  return source.kind === 'node' && source.node.type === type ? source.node : undefined;
}

/** The vector [channels] that was reshaped to length one along all axes but this one, in order to be broadcast, if it was. */
function channelVector(value: GraphValue, axis: number): GraphValue | undefined {
  if (value.shape.length !== 4 || value.shape[axis] !== value.size) return undefined;
  const origin = nodeOf(value, 'Reshape')?.inputs[0];
  return origin?.shape.length === 1 ? origin : undefined;
}
