import type { Kernels } from '../kernels/kernel.js';
import { KERNELS } from '../kernels/table.js';
import { WEBGPU_KERNELS } from './webgpu.js';

/**
 * What a graph is written for: any provider of ONNX Runtime executes it, but `webgpu` says some things in other operators, such
 * that its WebGPU provider leaves none of them to the CPU.
 */
export type Target = 'cpu' | 'webgpu';

/** The kernels that a target records otherwise than {@link KERNELS}. */
const SPECIAL: Readonly<Record<Target, Kernels>> = { cpu: {}, webgpu: WEBGPU_KERNELS };

/** How a kernel is recorded for a target. */
export const kernelFor = (target: Target, kernelName: string) => SPECIAL[target][kernelName] ?? KERNELS[kernelName]!;
