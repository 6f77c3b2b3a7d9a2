import { BACKEND_NAMES, BackendUnavailableError, selectBackend } from '@mnist-adder/trainer/node';
import type { Backend } from '@mnist-adder/trainer/node';
import type { Absent } from './contestant.js';
import { wasmBackend } from './wasm-backend.js';

/** Every backend that there may be; the page's runtime is measured beside Node's. */
const NAMES = [...new Set([...BACKEND_NAMES.filter((name) => name !== 'auto'), wasmBackend().name])];

/** Finds a backend by its name. */
export async function findBackend(name: string): Promise<Backend> {
  if (!BACKEND_NAMES.includes(name) && name === wasmBackend().name) return wasmBackend();
  return (await selectBackend(name)).backend;
}

/** The backends that work on this machine, and why the others do not. */
export async function findBackends(): Promise<{ present: Backend[]; absent: Absent[] }> {
  const present: Backend[] = [];
  const absent: Absent[] = [];
  for (const name of NAMES) {
    try {
      present.push(await findBackend(name));
    } catch (error) {
      if (!(error instanceof BackendUnavailableError)) throw error;
      absent.push({ name, kind: 'ours', reason: reasonOf(error) });
    }
  }
  return { present, absent };
}

/** Without the name in front, which stands beside it. */
const reasonOf = ({ backend, reason }: BackendUnavailableError) => reason.replace(`${backend}: `, '');
