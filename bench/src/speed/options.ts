import { parseArgs } from 'node:util';
import type { Rounds } from '../contest/interleave.js';

/** What can be measured by itself. */
export const PARTS = ['training', 'prediction', 'runs', 'profile'] as const;
export type Part = (typeof PARTS)[number];

/** What `pnpm bench` is asked for. */
export interface SpeedOptions {
  readonly peers: boolean;
  readonly parts: readonly Part[];
  /** Whether it is only to be seen that everything works. */
  readonly quick: boolean;
}

export const USAGE = `pnpm bench [--peers] [--only ${PARTS.join(',')}] [--quick]

  --peers  measures PyTorch, Keras and ONNX Runtime beside us; bench/peers/README.md tells how to install them
  --only   measures these parts, in place of what is in results/speed.json
  --quick  a minute or two of everything, to see that it works; prints, and writes nothing
`;

/**
 * Reads the command line.
 *
 * @throws {Error} where there is something on it that it does not know; the message says what.
 */
export function parseSpeedOptions(args: readonly string[]): SpeedOptions {
  const { values } = parseArgs({
    // pnpm hands on the dashes before a script's own options.
    args: args.filter((arg) => arg !== '--'),
    options: {
      peers: { type: 'boolean', default: false },
      only: { type: 'string', default: PARTS.join(',') },
      quick: { type: 'boolean', default: false },
    },
  });
  const asked = values.only.split(',');
  const unknown = asked.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`There is no part ${unknown}.`);
  return { peers: values.peers, parts: PARTS.filter((part) => asked.includes(part)), quick: values.quick };
}

/** How much is measured. */
export interface Extent {
  readonly rounds: Rounds;
  /** The seeds that are trained until 99 %. */
  readonly seeds: readonly number[];
  readonly profileSeconds: number;
}

export const extentOf = ({ quick }: SpeedOptions): Extent =>
  quick
    ? { rounds: { count: 2, seconds: 0.5 }, seeds: [1], profileSeconds: 1 }
    : { rounds: { count: 9, seconds: 2 }, seeds: [1, 2, 3], profileSeconds: 5 };
