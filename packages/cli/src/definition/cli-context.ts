import type { Readable } from 'node:stream';
import type { Terminal } from '../terminal/output.js';

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
  /** Lets the command end in order from this call on, instead of at once, if it is interrupted. */
  readonly interruption: () => Interruption;
}

/**
 * What may interrupt a command: a signal, or an output that can no longer be written, because its reader has gone or its disk is full. A
 * second signal ends the program at once.
 */
export interface Interruption {
  /** Is aborted when the command is interrupted. */
  readonly signal: AbortSignal;
  /** The exit code of an interrupted program. */
  readonly exitCode: number;
  /** What is wrong, if it was no signal: `Standard error cannot be written (ENOSPC)`. */
  readonly problem?: string | undefined;
}

/** The data set that a command line names by `--data`, and how it is read. */
export interface DataOptions {
  readonly data?: string | undefined;
  readonly transposed?: boolean | undefined;
  readonly preparation?: 'auto' | 'on' | 'off' | undefined;
  /** Whether nothing is said for people. */
  readonly json?: boolean | undefined;
}
