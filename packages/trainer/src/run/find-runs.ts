import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { isRunLocked } from './run-lock.js';
import { readRunConfig } from './run-config.js';
import type { RunConfig } from './run-config.js';
import { RESULT_FILE } from './result.js';
import type { RunResult } from './result.js';
import { RunDirectoryError } from './run-directory-error.js';

/** A run on disk. */
export interface FoundRun {
  /** Of its directory. */
  readonly name: string;
  readonly folder: string;
  readonly config: RunConfig;
  /** `stopped` can be resumed. */
  readonly state: 'finished' | 'running' | 'stopped';
  /** Only of a finished run. */
  readonly result?: RunResult;
  /** When it began. */
  readonly begun: Date;
}

/** As much of a result as tells one from something else. */
const resultSchema = z.looseObject({
  ...{ recipe: z.string(), backend: z.string(), parameters: z.number() },
  ...{ trainSeconds: z.number(), totalSeconds: z.number(), peakMemoryBytes: z.number() },
  evaluation: z.looseObject({ digitAccuracy: z.number(), digitLoss: z.number(), loss: z.number() }),
});

/** What was found in a directory of runs. */
export interface FoundRuns {
  /** By name. */
  readonly runs: readonly FoundRun[];
  /** Of directories whose run cannot be read. */
  readonly damaged: readonly RunDirectoryError[];
}

/**
 * Looks for runs: directories with a `config.json`.
 *
 * @param parent whose directories are looked into; none there is as good as an empty one.
 */
export async function findRuns(parent: string): Promise<FoundRuns> {
  const names = existsSync(parent) ? (await readdir(parent)).sort() : [];
  const folders = names.map((name) => join(parent, name)).filter((folder) => existsSync(join(folder, 'config.json')));
  const runs: FoundRun[] = [];
  const damaged: RunDirectoryError[] = [];
  for (const folder of folders) {
    try {
      runs.push(await readRun(folder));
    } catch (error) {
      if (!(error instanceof RunDirectoryError)) throw error;
      damaged.push(error);
    }
  }
  return { runs, damaged };
}

/**
 * Reads what a run is and what it reached.
 *
 * @throws `RunDirectoryError` where there is none, or a file of it is damaged.
 */
export async function readRun(folder: string): Promise<FoundRun> {
  const config = await readRunConfig(folder);
  const result = await readResult(folder);
  const { birthtime, mtime } = await stat(join(folder, 'config.json'));
  return {
    ...{ name: basename(folder), folder, config, begun: birthtime.getTime() > 0 ? birthtime : mtime },
    ...(result ? { state: 'finished', result } : { state: isRunLocked(folder) ? 'running' : 'stopped' }),
  };
}

async function readResult(folder: string): Promise<RunResult | undefined> {
  const file = join(folder, RESULT_FILE);
  if (!existsSync(file)) return undefined;
  try {
    return resultSchema.parse(JSON.parse(await readFile(file, 'utf8'))) as unknown as RunResult;
  } catch (cause) {
    throw new RunDirectoryError(folder, `has a ${RESULT_FILE} that is damaged`, 'train anew into another directory', {
      cause,
    });
  }
}
