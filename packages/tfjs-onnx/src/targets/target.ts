import { Graph } from '../graph/graph.js';
import type { Kernels } from '../kernels/kernel.js';
import { KERNELS } from '../kernels/table.js';
import { GraphOfStagedSums } from './staged-sums.js';
import { WEBGPU_KERNELS } from './webgpu.js';

/**
 * What a graph is written for. Any provider of ONNX Runtime executes it, but for `webgpu` some things are said in other operators,
 * such that the WebGPU provider leaves none of them to the CPU, and for `wasm` long sums are taken such that they are exact.
 */
export type Target = 'cpu' | 'wasm' | 'webgpu';

/** How a target differs: the kernels that it records otherwise than {@link KERNELS}, and the graph that it records in. */
const TARGETS: Readonly<Record<Target, { readonly kernels: Kernels; readonly createGraph: () => Graph }>> = {
  cpu: { kernels: {}, createGraph: () => new Graph() },
  wasm: { kernels: {}, createGraph: () => new GraphOfStagedSums() },
  webgpu: { kernels: WEBGPU_KERNELS, createGraph: () => new Graph() },
};

/** How a kernel is recorded for a target. */
export const kernelFor = (target: Target, kernelName: string) =>
  TARGETS[target].kernels[kernelName] ?? KERNELS[kernelName]!;

/** An empty graph for a target. */
export const graphFor = (target: Target): Graph => TARGETS[target].createGraph();
