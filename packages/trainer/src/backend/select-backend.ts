import { BackendUnavailableError } from './backend-unavailable-error.js';
import type { Backend } from './backend.js';
import { cpuBackend } from './cpu.js';
import { onnxBackend } from './onnx.js';
import { tensorflowBackend, tensorflowGpuBackend } from './tensorflow.js';

/** Every backend there is, the fastest first: the order in which `auto` tries them. */
const ALL: readonly (() => Backend)[] = [tensorflowGpuBackend, onnxBackend, tensorflowBackend, cpuBackend];

/** Every backend, in the order in which `auto` tries them. */
export const createBackends = (): Backend[] => ALL.map((create) => create());

/** The names that a backend can be asked for by; `auto` takes the first that works. */
export const BACKEND_NAMES: readonly string[] = ['auto', ...createBackends().map(({ name }) => name)];

/** A backend, and why it was chosen: `asked for`, or `the fastest that works here`. `backend list` says why others do not. */
export interface SelectedBackend {
  readonly backend: Backend;
  readonly reason: string;
}

/**
 * Finds the backend to train on.
 *
 * @param name one of {@link BACKEND_NAMES}.
 * @param backends in order of preference. Default: all.
 * @throws {BackendUnavailableError} if the backend asked for does not work, or with `auto` none does.
 */
export async function selectBackend(
  name: string,
  backends: readonly Backend[] = createBackends(),
): Promise<SelectedBackend> {
  const candidates = name === 'auto' ? backends : backends.filter((backend) => backend.name === name);
  const refused: string[] = [];
  for (const backend of candidates) {
    const probe = await backend.probe();
    if (probe.available) return { backend, reason: name === 'auto' ? 'the fastest that works here' : 'asked for' };
    refused.push(`${backend.name}: ${probe.reason}`);
  }
  throw new BackendUnavailableError(name, refused.length > 0 ? refused.join('; ') : 'there is no backend of that name');
}
