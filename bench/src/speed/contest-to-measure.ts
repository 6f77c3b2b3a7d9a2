import type { Rounds } from '../contest/interleave.js';
import type { Peer } from '../contest/peers.js';

/** Who competes with which recipe, and how. */
export interface ContestToMeasure {
  readonly recipe: string;
  /** The names of our backends. */
  readonly backends: readonly string[];
  readonly peers: readonly Peer[];
  readonly threads: number;
  readonly rounds: Rounds;
  /** An empty folder for what the contestants read. */
  readonly folder: string;
  readonly say: (text: string) => void;
}
