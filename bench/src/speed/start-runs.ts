import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { StartRun } from './measurement.js';

/** What is trained: by `npm start`, with these options. */
export interface RunToMeasure {
  readonly backend: string;
  readonly recipe: string;
  readonly seed: number;
  /** Default: the recipe's. */
  readonly epochs?: number;
}

const resultSchema = z.object({
  epochs: z.int(),
  trainSeconds: z.number(),
  peakMemoryBytes: z.int(),
  evaluation: z.object({ digitAccuracy: z.number(), sumAccuracy: z.number() }),
});

/** The program behind `npm start`. */
const PROGRAM = fileURLToPath(import.meta.resolve('@mnist-adder/cli/bin/mnist-adder.js'));

/** Trains once, in a process from nothing, and times the process. */
export function measureStartRun(run: RunToMeasure, folder: string): StartRun {
  const { backend, recipe, seed, epochs } = run;
  const out = join(folder, `${recipe}-${backend}-${seed}`);
  const options = ['--backend', backend, '--recipe', recipe, '--seed', String(seed), '--out', out, '--quiet'];
  if (epochs !== undefined) options.push('--epochs', String(epochs));
  const start = performance.now();
  const { status, signal, stderr, error } = spawnSync(process.execPath, [PROGRAM, 'train', ...options], {
    encoding: 'utf8',
  });
  const processSeconds = (performance.now() - start) / 1000;
  if (status !== 0)
    throw new Error(`npm start -- ${options.join(' ')} failed (${signal ?? status ?? 'not started'}).\n${stderr}`, {
      cause: error,
    });
  const { evaluation, ...result } = resultSchema.parse(JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')));
  rmSync(out, { recursive: true });
  return { backend, recipe, seed, processSeconds, ...result, ...evaluation };
}
