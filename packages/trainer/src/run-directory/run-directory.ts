import { accessSync, constants, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { openMetricsLog, type MetricsLog } from './metrics-log.js';
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
  if (content.includes('config.json')) {
    throw new RunDirectoryError(folder, 'has a run in it', `go on with it by --resume, or name another one with --out`);
  }
  if (!content.every((name) => LEFTOVER.test(name))) {
    throw new RunDirectoryError(folder, 'exists and is not empty', 'name another one with --out, or remove it');
  }
  guarded(folder, () => mkdirSync(folder, { recursive: true }));
  return openRunDirectory(folder);
}

/**
 * Opens the directory of a run that goes on.
 *
 * @throws `RunDirectoryError` if it cannot be written, or another process uses it.
 */
export function openRunDirectory(folder: string): RunDirectory {
  guarded(folder, () => {
    accessSync(folder, constants.W_OK);
  });
  const unlock = guarded(folder, () => lockRun(folder));
  let metrics: MetricsLog | undefined;
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
    close() {
      metrics?.close();
      unlock();
    },
  };
}
