import { createHash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { guarded, RunDirectoryError } from './run-directory-error.js';
import { readRunFile } from './run-file.js';

/** The name of the log in a run's directory. */
export const METRICS_FILE = 'metrics.jsonl';

/** A point in the log: what a checkpoint knows of it. */
export interface LogMark {
  /** The length of the log in bytes. */
  readonly metricsBytes: number;
  /** SHA-256 of these bytes. */
  readonly metricsDigest: string;
}

/** The log of a run: one line of JSON for each training event. */
export interface MetricsLog {
  /** Flushes the log to the disk and marks its end. */
  mark(): LogMark;
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
  const hash = createHash('sha256').update(guarded(folder, () => readFileSync(path)));
  return {
    mark() {
      guarded(folder, () => {
        fsyncSync(file);
      });
      return { metricsBytes: written, metricsDigest: hash.copy().digest('hex') };
    },
    add(line) {
      const text = `${JSON.stringify(line)}\n`;
      guarded(folder, () => {
        appendFileSync(file, text);
      });
      written += Buffer.byteLength(text);
      hash.update(text);
    },
    close() {
      closeSync(file);
    },
  };
}

/**
 * Checks that the log of a run begins with what it held at a mark.
 *
 * @returns what is wrong with it; undefined if nothing is.
 * @throws `RunDirectoryError` if it cannot be read.
 */
export async function findLogProblem(folder: string, mark: LogMark): Promise<string | undefined> {
  const text = await readRunFile(folder, METRICS_FILE);
  if (text === undefined) return 'is missing';
  const bytes = Buffer.from(text);
  if (bytes.length < mark.metricsBytes) return `is cut off after ${bytes.length} of ${mark.metricsBytes} bytes`;
  const digest = createHash('sha256').update(bytes.subarray(0, mark.metricsBytes)).digest('hex');
  return digest === mark.metricsDigest ? undefined : 'was changed';
}
