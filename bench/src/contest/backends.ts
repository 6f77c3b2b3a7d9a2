import { BackendError, createBackends, type Backend } from '@mnist-adder/backends';
import { eagerExecutor } from '@mnist-adder/trainer';
import * as tf from '@tensorflow/tfjs-core';
import type { Absent } from '../results/speed.js';
import { registerComposedKernels } from './composed-kernels.js';

/** Every backend of this project, and WebAssembly with one thread, which is what a page without isolation has. */
function ourBackends(): Backend[] {
  const wasm = createBackends({ threads: 1 }).find(({ name }) => name === 'onnx-wasm')!;
  return [...createBackends(), { ...wasm, name: 'onnx-wasm-1' }];
}

/** TensorFlow.js's own WebAssembly backend, which has one thread in Node: steps are compiled to avoid it. */
const tfjsWasm: Backend = {
  name: 'tfjs-wasm',
  description: 'tfjs-backend-wasm with the kernels that it lacks composed, 1 thread, eager steps',
  probe: () => Promise.resolve({ available: true }),
  async start() {
    await import('@tensorflow/tfjs-backend-wasm');
    await tf.setBackend('wasm');
    registerComposedKernels();
    return eagerExecutor();
  },
};

/**
 * Finds a backend by its name: ours, or TensorFlow.js's own for WebAssembly.
 *
 * @throws {BackendError} if there is none.
 */
export function findBackend(name: string): Backend {
  const backend = [...ourBackends(), tfjsWasm].find((candidate) => candidate.name === name);
  if (backend === undefined) throw new BackendError(name, 'there is no backend of that name');
  return backend;
}

/** Finds the backends that work on this machine, and says why the others do not. A GPU in software does not count. */
export async function findBackends(
  backends = ourBackends(),
): Promise<{ present: readonly Backend[]; absent: readonly Absent[] }> {
  const present: Backend[] = [];
  const absent: Absent[] = [];
  for (const backend of backends) {
    const probe = await backend.probe();
    if (probe.available) present.push(backend);
    else absent.push({ name: backend.name, kind: 'ours', reason: probe.reason });
  }
  return { present, absent };
}
