import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scoresSchema } from '@mnist-adder/model/internal/spec';
import * as z from 'zod/mini';
import { readJson } from '../results/results-file.js';
import type { StartRun } from '../results/speed.js';

/** The options of a training by `npm start`. */
interface RunToMeasure {
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
  evaluation: scoresSchema,
});

/** The program behind `npm start`. */
const PROGRAM = fileURLToPath(import.meta.resolve('@mnist-adder/cli/bin/mnist-adder.js'));

/**
 * Trains once in a new process, and times the process.
 *
 * @throws {Error} if the training fails; its message has what the process wrote to standard error.
 */
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
  const { evaluation, ...result } = readJson(join(out, 'result.json'), resultSchema);
  rmSync(out, { recursive: true });
  const accuracy = { digit: evaluation.digit.accuracy, sum: evaluation.sum!.accuracy };
  return { backend, recipe, seed, processSeconds, ...result, accuracy };
}
