import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { guarded, RunDirectoryError } from './run-directory-error.js';

/** The name of the log in a run's directory. */
export const METRICS_FILE = 'metrics.jsonl';

/** The log of a run: one line of JSON for each training event. */
export interface MetricsLog {
  /** Length of the file in bytes. */
  readonly bytes: number;
  /** Appends a line. */
  add(line: object): void;
  /** Closes the file. */
  close(): void;
}

/**
 * Opens the log of a run.
 *
 * @param bytes the length that is kept. What a run wrote after the checkpoint that it goes on from happens again.
 * @throws `RunDirectoryError` if it cannot be written.
 */
export function openMetricsLog(folder: string, bytes: number): MetricsLog {
  const path = join(folder, METRICS_FILE);
  // To open a pipe would wait for a reader.
  if (guarded(folder, () => statSync(path, { throwIfNoEntry: false }))?.isFile() === false) {
    throw new RunDirectoryError(folder, `has a ${METRICS_FILE} that is no file`, 'move it away');
  }
  const file = guarded(folder, () => openSync(path, 'a'));
  let written = Math.min(bytes, fstatSync(file).size);
  guarded(folder, () => {
    ftruncateSync(file, written);
  });
  return {
    get bytes() {
      return written;
    },
    add(line) {
      const text = `${JSON.stringify(line)}\n`;
      guarded(folder, () => {
        appendFileSync(file, text);
      });
      written += Buffer.byteLength(text);
    },
    close() {
      closeSync(file);
    },
  };
}
