import { checkFields, checkOptions, is } from '@mnist-adder/dataset/internal';
import type { Backend, BackendOptions, Device } from './backend.js';
import { cpuBackend } from './cpu.js';
import { BackendError } from './errors.js';
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

/** Creates every backend, in the order in which `auto` tries them. Nothing is loaded or started. */
export function createBackends(options: BackendOptions = {}): Backend[] {
  checkOptions('options', options, { threads: is.optional(is.integer(1)) });
  return BACKEND_NAMES.flatMap((name) => (name === 'auto' ? [] : [CREATE[name](options)]));
}

/** A backend that works here, and why it was chosen. */
export interface SelectedBackend {
  /** The backend. It is not started yet. */
  readonly backend: Backend;
  /** Why it was chosen, in a few words: `asked for`. */
  readonly reason: string;
  /** The device that it computes on, if the backend looked for one. */
  readonly device?: Device | undefined;
  /** The backends that were tried before, and why they do not work. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * Finds the backend to train on. A software adapter is only accepted if its backend is asked for by name.
 *
 * @param name one of `BACKEND_NAMES`
 * @param backends the backends to choose from, in order of preference. Default: all.
 * @throws {@link BackendError} if the backend does not work here or, with `auto`, none does.
 */
export async function selectBackend(
  name: string,
  backends: readonly Backend[] = createBackends(),
): Promise<SelectedBackend> {
  is.string('name', name);
  is.list('an array of backends')('backends', backends);
  for (const [i, backend] of backends.entries()) {
    checkFields(`backends[${i}]`, backend, { name: is.string, probe: is.function, start: is.function });
  }
  const auto = name === 'auto';
  const candidates = auto ? backends : backends.filter((backend) => backend.name === name);
  const refused: { name: string; reason: string }[] = [];
  for (const backend of candidates) {
    const probe = await backend.probe({ software: !auto });
    if (probe.available) {
      const reason = auto ? 'the fastest that works here' : 'asked for';
      return { backend, reason, device: probe.device, refused };
    }
    refused.push({ name: backend.name, reason: probe.reason });
  }
  const reasons = refused.map((candidate) => (auto ? `${candidate.name}: ${candidate.reason}` : candidate.reason));
  throw new BackendError(name, reasons.length > 0 ? reasons.join('; ') : 'there is no backend of that name');
}

/** Describes a backend and its device for people. */
export function describeBackend(selected: Pick<SelectedBackend, 'backend' | 'device'>): string {
  checkFields('selected', selected, { backend: is.object('description'), device: is.optional(is.object('name')) });
  const { backend, device } = selected;
  checkFields('selected.backend', backend, { description: is.string });
  if (device !== undefined) checkFields('selected.device', device, { name: is.string });
  if (device === undefined) return backend.description;
  const { name, software } = device;
  return `${backend.description}, on ${name}${software ? ' (software: right, but slow)' : ''}`;
}
