import { accessSync, constants, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errnoOf } from '@mnist-adder/dataset/internal/node';
import writeFileAtomic from 'write-file-atomic';
import { openMetricsLog, type MetricsLog } from './metrics-log.js';
import { CONFIG_FILE } from './run-config.js';
import { guarded, RunDirectoryError, unwritable } from './run-directory-error.js';
import { LOCK_FILE, lockRun } from './run-lock.js';

/**
 * The directory of one run: `config.json`, `metrics.jsonl`, `checkpoints/`, `model/` and, once the run is finished, `result.json`. One
 * process at a time may use it.
 */
export interface RunDirectory {
  readonly folder: string;
  /** The folder of the saved model. */
  readonly modelFolder: string;
  /** The folder of the checkpoints. */
  readonly checkpointFolder: string;
  /** Opens `metrics.jsonl` and keeps so many bytes of it. */
  openMetrics(bytes: number): MetricsLog;
  /** Writes a file as a whole or not at all. */
  write(name: string, content: string): Promise<void>;
  /** Closes the log and releases the directory. */
  close(): void;
  /** Closes the directory and, if nothing was written to it, removes what was created for it. */
  discard(): void;
}

/** What a run that never started may leave: the lock, or a temporary file of `write-file-atomic`. */
const LEFTOVER = new RegExp(`^(${LOCK_FILE}.*|config\\.json\\.\\d+|metrics\\.jsonl)$`);

/**
 * Creates the directory of a run.
 *
 * @throws `RunDirectoryError` if there is something in it already, it cannot be created or written, or another process uses it.
 */
export function createRunDirectory(folder: string): RunDirectory {
  const found = guarded(folder, () => statSync(folder, { throwIfNoEntry: false }));
  if (found !== undefined && !found.isDirectory()) {
    throw new RunDirectoryError(folder, 'is a file', 'name another one with --out');
  }
  const content = found === undefined ? [] : guarded(folder, () => readdirSync(folder));
  if (content.includes(CONFIG_FILE)) {
    throw new RunDirectoryError(folder, 'has a run in it', `go on with it by --resume, or name another one with --out`);
  }
  if (!content.every((name) => LEFTOVER.test(name))) {
    throw new RunDirectoryError(folder, 'exists and is not empty', 'name another one with --out, or remove it');
  }
  return openRunDirectory(folder, make(folder));
}

/**
 * Creates the directory of a run by a name or, if that is taken, by the next free one: `name-2`. Several processes may do so at the same
 * time: each gets its own.
 *
 * @throws `RunDirectoryError` if it cannot be created or written.
 */
export function createNextRunDirectory(folder: string): RunDirectory {
  const created = make(dirname(folder));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? folder : `${folder}-${number}`;
    try {
      mkdirSync(candidate);
      return openRunDirectory(candidate, [candidate, ...created]);
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw unwritable(folder, error);
    }
  }
}

/** Creates a directory and those above it that are missing, and returns them, the innermost first. */
function make(folder: string): string[] {
  const first = guarded(folder, () => mkdirSync(folder, { recursive: true }));
  const created: string[] = [];
  if (first === undefined) return created;
  for (let path = resolve(folder); path.length >= resolve(first).length; path = dirname(path)) created.push(path);
  return created;
}

/**
 * Opens the directory of a run that goes on.
 *
 * @param created the directories that were created for it, the innermost first.
 * @throws `RunDirectoryError` if it cannot be written, or another process uses it.
 */
export function openRunDirectory(folder: string, created: readonly string[] = []): RunDirectory {
  let unlock: () => void;
  try {
    accessSync(folder, constants.W_OK);
    unlock = lockRun(folder);
  } catch (error) {
    removeEmpty(created);
    throw unwritable(folder, error);
  }
  let metrics: MetricsLog | undefined;
  const close = () => {
    metrics?.close();
    metrics = undefined;
    unlock();
  };
  return {
    folder,
    modelFolder: join(folder, 'model'),
    checkpointFolder: join(folder, 'checkpoints'),
    openMetrics: (bytes) => (metrics = openMetricsLog(folder, bytes)),
    async write(name, content) {
      try {
        await writeFileAtomic(join(folder, name), content);
      } catch (error) {
        throw unwritable(folder, error);
      }
    },
    close,
    discard() {
      close();
      removeEmpty(created);
    },
  };
}

/** Removes directories, up to the first in which there is something. */
function removeEmpty(directories: readonly string[]): void {
  try {
    for (const path of directories) rmdirSync(path);
  } catch {
    // There is something in it.
  }
}
