import { createBackends, type Backend } from '@mnist-adder/backends';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { startTensorFlow } from '../../model/start-tensorflow.js';
import { count } from '../../terminal/format.js';
import { write } from '../../terminal/output.js';
import { tableLines } from '../../terminal/table.js';
import type { BackendDocument } from './document.js';
import { measureBackend } from './measure-backend.js';

/** The options of `backend list`. */
export interface ListOptions {
  readonly bench?: boolean | undefined;
}

/** Lists the backends, the fastest first. With `bench` it measures those that work. */
export async function listBackends({ bench = false }: ListOptions, context: CliContext): Promise<Answer> {
  await startTensorFlow();
  const backends: BackendDocument[] = [];
  for (const backend of createBackends()) backends.push(await probe(backend, bench, context));
  const rows = backends.map(({ name, description, reason, imagesPerSecond }) => [
    name,
    ...(bench ? [imagesPerSecond === undefined ? '-' : `${rate(imagesPerSecond)} images/s`] : []),
    reason === undefined ? description : `not here: ${reason}`,
  ]);
  return { document: { backends }, text: tableLines(rows, { left: 3, indent: 0 }).join('\n') };
}

async function probe(backend: Backend, bench: boolean, { terminal, now }: CliContext): Promise<BackendDocument> {
  const { name, description } = backend;
  const availability = await backend.probe();
  if (!availability.available) return { name, description, available: false, reason: availability.reason };
  if (!bench) return { name, description, available: true };
  write(terminal.stderr, terminal.env, `measuring ${name}\n`);
  return { name, description, available: true, imagesPerSecond: await measureBackend(backend, now) };
}

const rate = (imagesPerSecond: number) =>
  imagesPerSecond < 100 ? imagesPerSecond.toFixed(1) : count(Math.round(imagesPerSecond));
