import type { Performance } from '../contest/interleave.js';
import { median, percentile } from '../median.js';
import type { Latency, Ratio, Throughput } from './measurement.js';

type Entry = Pick<Throughput, 'name' | 'kind' | 'rounds'>;

/** Images per second: of a round what all its runs did in all their time, and of the rounds the median. */
export function throughput({ contestant, description, rounds }: Performance): Throughput {
  const { name, kind, batchSize } = contestant;
  const rates = rounds.map((runs) => (1000 * batchSize * runs.length) / runs.reduce((sum, value) => sum + value, 0));
  return { name, kind, description, batchSize, imagesPerSecond: median(rates), rounds: rates };
}

/** How long one run takes. */
export function latency({ contestant, description, rounds }: Performance): Latency {
  const { name, kind, batchSize } = contestant;
  const all = rounds.flat();
  return {
    ...{ name, kind, description, batchSize },
    medianMilliseconds: median(all),
    percentile99Milliseconds: percentile(all, 0.99),
    rounds: rounds.map((runs) => median(runs)),
  };
}

/**
 * Each of ours against each peer: the median over the rounds of what both did in one, so that a slow moment of the machine
 * counts for neither. One that did not run in every round has no ratio.
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

/** Of images per second, where more is faster. */
export const rateRatios = (entries: readonly Entry[]) => ratios(entries, (ours, peer) => ours / peer);
/** Of durations, where less is faster. */
export const durationRatios = (entries: readonly Entry[]) => ratios(entries, (ours, peer) => peer / ours);
