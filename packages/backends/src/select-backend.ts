import { BackendUnavailableError } from './backend-unavailable-error.js';
import type { Backend, BackendOptions, Device } from './backend.js';
import { cpuBackend } from './cpu.js';
import { BACKEND_NAMES, type BackendName } from './names.js';
import { onnxCudaBackend } from './onnx-cuda.js';
import { onnxWasmBackend } from './onnx-wasm.js';
import { onnxWebgpuBackend } from './onnx-webgpu.js';
import { onnxBackend } from './onnx.js';
import { tensorflowBackend, tensorflowGpuBackend } from './tensorflow.js';

const CREATE: Readonly<Record<Exclude<BackendName, 'auto'>, (options: BackendOptions) => Backend>> = {
  'tensorflow-gpu': () => tensorflowGpuBackend(),
  'onnx-cuda': () => onnxCudaBackend(),
  'onnx-webgpu': () => onnxWebgpuBackend(),
  onnx: onnxBackend,
  tensorflow: () => tensorflowBackend(),
  'onnx-wasm': onnxWasmBackend,
  cpu: cpuBackend,
};

/** Every backend, in the order in which `auto` tries them. */
export const createBackends = (options: BackendOptions = {}): Backend[] =>
  BACKEND_NAMES.flatMap((name) => (name === 'auto' ? [] : [CREATE[name](options)]));

/** A backend, and how it came to be chosen. */
export interface SelectedBackend {
  readonly backend: Backend;
  /** Why, in a few words: `asked for`. */
  readonly reason: string;
  /** What it computes on, where the backend says. */
  readonly device?: Device;
  /** What would have been taken before it, and why it was not. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * Finds the backend to train on. A device that is only played by software is accepted if it is asked for by name.
 *
 * @param name one of `BACKEND_NAMES`.
 * @param backends in order of preference. Default: all.
 * @throws `BackendUnavailableError` if the backend asked for does not work, or with `auto` none does.
 */
export async function selectBackend(
  name: string,
  backends: readonly Backend[] = createBackends(),
): Promise<SelectedBackend> {
  const auto = name === 'auto';
  const candidates = auto ? backends : backends.filter((backend) => backend.name === name);
  const refused: { name: string; reason: string }[] = [];
  for (const backend of candidates) {
    const probe = await backend.probe({ software: !auto });
    if (probe.available) {
      const reason = auto ? 'the fastest that works here' : 'asked for';
      return { backend, reason, refused, ...(probe.device && { device: probe.device }) };
    }
    refused.push({ name: backend.name, reason: probe.reason });
  }
  const reasons = refused.map((candidate) => (auto ? `${candidate.name}: ${candidate.reason}` : candidate.reason));
  throw new BackendUnavailableError(name, reasons.length > 0 ? reasons.join('; ') : 'there is no backend of that name');
}

/** A backend for people: what it is, and what it computes on. */
export function describeBackend({ backend, device }: Pick<SelectedBackend, 'backend' | 'device'>): string {
  if (device === undefined) return backend.description;
  const { name, software } = device;
  return `${backend.description}, on ${name}${software ? ' (software: right, but slow)' : ''}`;
}
