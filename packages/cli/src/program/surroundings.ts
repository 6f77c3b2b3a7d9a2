import type { Readable } from 'node:stream';
import type { Terminal } from '../terminal/style.js';

/** What the program is started in. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly stdin: Readable;
  /** What relative paths start from. */
  readonly folder: string;
  /** How the user calls the training: `mnist-adder train`, or `npm start --`. */
  readonly trainCommand: string;
  /** Of this package. */
  readonly packageVersion: string;
  /** Seconds on a clock that only goes forward. */
  readonly now: () => number;
  readonly date: () => Date;
  readonly hostname: string;
  readonly pid: number;
  readonly peakMemoryBytes: () => number;
  /**
   * From this call on, a first SIGINT or SIGTERM does not end the program, but aborts what this gives with the signal's name; a
   * second one ends it at once.
   */
  readonly interruption: () => AbortSignal;
}
