import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathOf } from '@mnist-adder/dataset/internal/node';
import { readRunResult, type RunResult } from './result.js';
import { CONFIG_FILE, readRunConfig, type RunConfig } from './run-config.js';
import { RunDirectoryError } from './run-directory-error.js';
import { isRunLocked } from './run-lock.js';

/** A run on disk. */
export interface FoundRun {
  /** The name of its directory. */
  readonly name: string;
  readonly folder: string;
  readonly config: RunConfig;
  /** Whether it is finished, running, or stopped, in which case it can be resumed. */
  readonly state: 'finished' | 'running' | 'stopped';
  /** The result; undefined unless the run is finished. */
  readonly result?: RunResult | undefined;
  /** The time when it began. */
  readonly begun: Date;
}

/** The runs in a directory. */
export interface FoundRuns {
  /** Runs, sorted by name. */
  readonly runs: readonly FoundRun[];
  /** What is wrong with the directories whose run cannot be read. */
  readonly damaged: readonly RunDirectoryError[];
}

/**
 * Finds runs: directories with a `config.json`.
 *
 * @param parent the directory to look in. A missing one counts as empty.
 */
export async function findRuns(parent: string | URL): Promise<FoundRuns> {
  const path = pathOf('parent', parent);
  const names = existsSync(path) ? (await readdir(path)).sort() : [];
  const folders = names.map((name) => join(path, name)).filter((folder) => existsSync(join(folder, CONFIG_FILE)));
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
 * Reads a run's configuration and its result.
 *
 * @throws `RunDirectoryError` if there is no run, or a file of it is damaged.
 */
export async function readRun(directory: string | URL): Promise<FoundRun> {
  const folder = pathOf('directory', directory);
  const config = await readRunConfig(folder);
  const result = await readRunResult(folder);
  const { birthtime, mtime } = await stat(join(folder, CONFIG_FILE));
  return {
    name: basename(folder),
    folder,
    config,
    state: result !== undefined ? 'finished' : isRunLocked(folder) ? 'running' : 'stopped',
    result,
    begun: birthtime.getTime() > 0 ? birthtime : mtime,
  };
}
