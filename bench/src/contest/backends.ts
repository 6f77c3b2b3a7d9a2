import { BackendError, createBackends } from '@mnist-adder/backends';
import type { Backend } from '@mnist-adder/backends';
import type { Absent } from './contestant.js';
import { tfjsWasmBackend } from './tfjs-wasm/tfjs-wasm-backend.js';

/** Every backend of ours that there may be; WebAssembly on one thread, too, which is what a page has that is not isolated from others. */
function ourBackends(): Backend[] {
  const wasm = createBackends({ threads: 1 }).find(({ name }) => name === 'onnx-wasm')!;
  return [...createBackends(), { ...wasm, name: 'onnx-wasm-1' }];
}

/**
 * Finds a backend by its name, ours or TensorFlow.js's own for WebAssembly.
 *
 * @throws {BackendError} if there is none.
 */
export function findBackend(name: string): Backend {
  const backend = [...ourBackends(), tfjsWasmBackend()].find((candidate) => candidate.name === name);
  if (backend === undefined) throw new BackendError(name, 'there is no backend of that name');
  return backend;
}

/** The backends that work on this machine, a GPU only where it is one, and why the others do not. */
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
