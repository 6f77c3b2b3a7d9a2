import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { Terminal } from '../terminal/style.js';

/** What the program is started in: everything that commands take from outside. */
export interface CliContext {
  readonly terminal: Terminal;
  readonly stdin: Readable;
  /** The directory that relative paths start from. */
  readonly folder: string;
  /** How the user calls the command train: `mnist-adder train`, or `npm start --`. */
  readonly trainCommand: string;
  /** The version of this package. */
  readonly packageVersion: string;
  /** Seconds on a clock that only goes forward. */
  readonly now: () => number;
  readonly date: () => Date;
  readonly hostname: string;
  readonly pid: number;
  /** The maximum memory of the process so far. */
  readonly peakMemoryBytes: () => number;
  /**
   * From this call on, the first SIGINT or SIGTERM aborts the returned signal, with the signal's name as its reason. A second one ends
   * the program.
   */
  readonly interruption: () => AbortSignal;
}

/** Exit codes of programs that a signal ended. */
export const SIGNAL_EXIT_CODES: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143 };

/** The absolute path of one that the user gave; undefined if there is none. */
export const absolutePath = (path: string | undefined, { folder }: Pick<CliContext, 'folder'>): string | undefined =>
  path === undefined ? undefined : resolve(folder, path);
