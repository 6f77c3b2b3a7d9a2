import type { GraphNode, GraphValue } from './graph.js';

/**
 * Simplifies a graph: removes nodes that no output needs, moves biases into convolutions, and computes matrix products that are
 * only used transposed in transposed form.
 *
 * @returns the remaining nodes, in order of execution.
 */
export function simplify(nodes: readonly GraphNode[], outputs: readonly GraphValue[]): GraphNode[] {
  return [foldConvolutionBiases, transposeProducts].reduce(
    (simpler, pass) => reachable(pass(simpler, outputs), outputs),
    reachable(nodes, outputs),
  );
}

/** Keeps the nodes that the outputs depend on. */
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
 * Replaces Conv followed by Add of one number per channel with Conv that has a bias, which saves a pass over the images. ONNX
 * Runtime does so only where the bias is a constant, which it is not in a training step.
 */
function foldConvolutionBiases(nodes: readonly GraphNode[], outputs: readonly GraphValue[]): GraphNode[] {
  const isUsedOnce = usedOnce(nodes, outputs);
  const replacements = new Map<GraphNode, GraphNode[]>();
  for (const node of nodes) {
    if (node.type !== 'Add') continue;
    for (const [summand, bias] of [node.inputs, [...node.inputs].reverse()]) {
      // Where a batch is convolved as one wide image, a Reshape follows the Conv.
      const reshape = nodeOf(summand!, 'Reshape');
      const product = reshape?.inputs[0] ?? summand!;
      const convolution = nodeOf(product, 'Conv');
      if (convolution?.inputs.length !== 2) continue;
      const channels = channelVector(bias!, reshape === undefined ? 1 : 0);
      if (channels?.size !== product.shape[1] || !isUsedOnce(product) || !isUsedOnce(summand!)) continue;
      const biased = { ...convolution, inputs: [...convolution.inputs, channels] };
      replacements.set(convolution, []);
      if (reshape === undefined) {
        replacements.set(node, [{ ...biased, outputs: node.outputs }]);
      } else {
        replacements.set(reshape, []);
        replacements.set(node, [biased, { ...reshape, outputs: node.outputs }]);
      }
      break;
    }
  }
  return nodes.flatMap((node) => replacements.get(node) ?? [node]);
}

/** Replaces (A · B)ᵀ with Bᵀ · Aᵀ, which Gemm computes without moving anything. */
function transposeProducts(nodes: readonly GraphNode[], outputs: readonly GraphValue[]): GraphNode[] {
  const isUsedOnce = usedOnce(nodes, outputs);
  return nodes.map((node) => {
    if (node.type !== 'Transpose') return node;
    const product = nodeOf(node.inputs[0]!, 'Gemm');
    if (product?.inputs.length !== 2 || !isUsedOnce(node.inputs[0]!)) return node;
    const { transA, transB } = product.attributes as Record<'transA' | 'transB', number>;
    return {
      type: 'Gemm',
      inputs: [product.inputs[1], product.inputs[0]],
      attributes: { transA: 1 - transB, transB: 1 - transA },
      outputs: node.outputs,
    };
  });
}

/** Returns a test of values: whether exactly one node or output uses the value. */
function usedOnce(nodes: readonly GraphNode[], outputs: readonly GraphValue[]): (value: GraphValue) => boolean {
  const uses = new Map<number, number>();
  for (const value of [...nodes.flatMap((node) => node.inputs), ...outputs]) {
    if (value !== undefined) uses.set(value.id, (uses.get(value.id) ?? 0) + 1);
  }
  return ({ id }) => uses.get(id) === 1;
}

/** Returns the node that computes the value, if it has this operator. */
function nodeOf({ source }: GraphValue, type: string): GraphNode | undefined {
  return source.kind === 'node' && source.node.type === type ? source.node : undefined;
}

/** Returns the vector [channels] that was reshaped to be broadcast along `axis` of a tensor of rank 4, if it is one. */
function channelVector(value: GraphValue, axis: number): GraphValue | undefined {
  if (value.shape.length !== 4 || value.shape[axis] !== value.size) return undefined;
  const origin = nodeOf(value, 'Reshape')?.inputs[0];
  return origin?.shape.length === 1 ? origin : undefined;
}
