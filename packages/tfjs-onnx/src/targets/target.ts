import { Graph } from '../graph/graph.js';
import type { Kernel, Kernels } from '../kernels/kernel.js';
import { KERNELS } from '../kernels/table.js';
import { TwoStageSumGraph } from './wasm.js';
import { WEBGPU_KERNELS } from './webgpu.js';

/**
 * The execution provider of ONNX Runtime that a graph is written for. Every provider executes every graph, but `webgpu` leaves
 * no operator to the CPU in the middle of a step, and `wasm` sums long rows in two stages, which is more precise there.
 */
export type Target = 'cpu' | 'wasm' | 'webgpu';

/** What each target changes: the kernels that replace those of {@link KERNELS}, and the graph that is recorded in. */
const TARGETS: Readonly<Record<Target, { readonly kernels: Kernels; readonly createGraph: () => Graph }>> = {
  cpu: { kernels: {}, createGraph: () => new Graph() },
  wasm: { kernels: {}, createGraph: () => new TwoStageSumGraph() },
  webgpu: { kernels: WEBGPU_KERNELS, createGraph: () => new Graph() },
};

/** The names of all targets. */
export const TARGET_NAMES: readonly string[] = Object.keys(TARGETS);

/** Returns the kernel of a target. */
export const kernelFor = (target: Target, kernelName: string): Kernel =>
  TARGETS[target].kernels[kernelName] ?? KERNELS[kernelName]!;

/** Creates an empty graph for a target. */
export const createGraph = (target: Target): Graph => TARGETS[target].createGraph();
