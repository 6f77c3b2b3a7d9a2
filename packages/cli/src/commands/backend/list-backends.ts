import { createBackends } from '@mnist-adder/backends';
import type { Backend } from '@mnist-adder/backends';
import type { Answer } from '../../program/answer.js';
import { startTensorFlow } from '../../program/start-tensorflow.js';
import type { Surroundings } from '../../program/surroundings.js';
import { tableLines } from '../../terminal/table.js';
import { measureBackend } from './measure-backend.js';

/** What `backend list` is asked for. */
export interface ListOptions {
  readonly bench?: boolean;
}

/** Lists the backends, the fastest first, and measures those that work if asked to. */
export async function listBackends({ bench = false }: ListOptions, surroundings: Surroundings): Promise<Answer> {
  await startTensorFlow();
  const backends: Entry[] = [];
  for (const backend of createBackends()) backends.push(await look(backend, bench, surroundings));
  const rows = backends.map(({ name, description, reason, imagesPerSecond }) => [
    name,
    ...(bench ? [imagesPerSecond === undefined ? '-' : `${rate(imagesPerSecond)} images/s`] : []),
    reason === undefined ? description : `not here: ${reason}`,
  ]);
  return { document: { backends }, text: tableLines(rows, { left: 3, indent: 0 }).join('\n') };
}

interface Entry {
  readonly name: string;
  readonly description: string;
  readonly available: boolean;
  readonly reason?: string;
  readonly imagesPerSecond?: number;
}

async function look(backend: Backend, bench: boolean, { terminal, now }: Surroundings): Promise<Entry> {
  const { name, description } = backend;
  const probe = await backend.probe();
  if (!probe.available) return { name, description, available: false, reason: probe.reason };
  if (!bench) return { name, description, available: true };
  terminal.stderr.write(`measuring ${name}\n`);
  return { name, description, available: true, imagesPerSecond: await measureBackend(backend, now) };
}

const rate = (imagesPerSecond: number) =>
  imagesPerSecond.toLocaleString('en', { maximumFractionDigits: imagesPerSecond < 100 ? 1 : 0 });
