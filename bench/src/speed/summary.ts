import type { Performance } from '../contest/interleave.js';
import type { Latency, Ratio, Throughput } from '../results/speed.js';
import { median, percentile } from '../statistics.js';

type Entry = Pick<Throughput, 'name' | 'kind' | 'rounds'>;

/** Images per second: the rate of each round, all its runs together, and the median of the rounds. */
export function throughput({ contestant, description, rounds }: Performance): Throughput {
  const { name, kind, batchSize } = contestant;
  const rates = rounds.map((runs) => (1000 * batchSize * runs.length) / runs.reduce((sum, value) => sum + value, 0));
  return { name, kind, description, batchSize, imagesPerSecond: median(rates), rounds: rates };
}

/** Milliseconds that one run takes. */
export function latency({ contestant, description, rounds }: Performance): Latency {
  const { name, kind, batchSize } = contestant;
  const all = rounds.flat();
  return {
    name,
    kind,
    description,
    batchSize,
    medianMilliseconds: median(all),
    percentile99Milliseconds: percentile(all, 0.99),
    rounds: rounds.map((runs) => median(runs)),
  };
}

/**
 * Compares each of ours with each peer: the median of the ratios of all rounds, so that a slow moment of the machine counts for
 * neither. A contestant that did not run in every round has no ratio.
 *
 * @param quotient how many times as fast ours is.
 */
function ratios(entries: readonly Entry[], quotient: (ours: number, peer: number) => number): Ratio[] {
  const ofKind = (kind: Entry['kind']) => entries.filter((entry) => entry.kind === kind);
  return ofKind('ours').flatMap((ours) =>
    ofKind('peer')
      .filter((peer) => peer.rounds.length === ours.rounds.length)
      .map((peer) => ({
        ours: ours.name,
        peer: peer.name,
        ratio: median(ours.rounds.map((value, round) => quotient(value, peer.rounds[round]!))),
      })),
  );
}

/** Ratios of images per second, where more is faster. */
export const rateRatios = (entries: readonly Entry[]) => ratios(entries, (ours, peer) => ours / peer);
/** Ratios of durations, where less is faster. */
export const durationRatios = (entries: readonly Entry[]) => ratios(entries, (ours, peer) => peer / ours);
