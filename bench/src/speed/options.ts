import { parseArgs } from 'node:util';
import type { Rounds } from '../contest/interleave.js';

/** The parts that can be measured separately. */
export const PARTS = ['training', 'prediction', 'runs', 'profile'] as const;
export type Part = (typeof PARTS)[number];

/** The options of `pnpm bench`. */
export interface SpeedOptions {
  readonly peers: boolean;
  readonly parts: readonly Part[];
  /** Whether to measure shortly and write nothing, to see that everything works. */
  readonly quick: boolean;
}

export const USAGE = `pnpm bench [--peers] [--only ${PARTS.join(',')}] [--quick]

  --peers  also measures PyTorch, Keras and ONNX Runtime; bench/peers/README.md says how to install them
  --only   measures these parts and replaces them in results/speed.json
  --quick  measures everything for a minute or two, to see that it works; writes nothing
`;

/**
 * Parses the command line.
 *
 * @throws {Error} if it has an unknown option or part; the message names it.
 */
export function parseSpeedOptions(args: readonly string[]): SpeedOptions {
  const { values } = parseArgs({
    // pnpm passes on the dashes before a script's own options.
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

/** How long to measure. */
export interface Extent {
  readonly rounds: Rounds;
  /** Seeds of the trainings until 99 %. */
  readonly seeds: readonly number[];
  readonly profileSeconds: number;
}

export const extentOf = ({ quick }: SpeedOptions): Extent =>
  quick
    ? { rounds: { count: 2, seconds: 0.5 }, seeds: [1], profileSeconds: 1 }
    : { rounds: { count: 9, seconds: 2 }, seeds: [1, 2, 3], profileSeconds: 5 };
