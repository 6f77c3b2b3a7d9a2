import { median } from '../median.js';
import { TARGET_ACCURACY } from './measurement.js';
import type { Latency, Ratio, StartRun, Throughput } from './measurement.js';

const NONE = '–';

/** The peers that there is a ratio to, in order. */
export const peersOf = (ratios: readonly Ratio[]): string[] => [...new Set(ratios.map(({ peer }) => peer))];

/** A row a contestant: who it is, its figures, and how many times as fast as each peer it is. */
export function contestRows<Entry extends Throughput | Latency>(
  contestants: readonly Entry[],
  ratios: readonly Ratio[],
  cells: (entry: Entry) => string[],
): string[][] {
  return contestants.map((entry) => [
    `\`${entry.name}\``,
    entry.description,
    ...cells(entry),
    ...peersOf(ratios).map((peer) => {
      const found = ratios.find((ratio) => ratio.ours === entry.name && ratio.peer === peer);
      return found === undefined ? NONE : found.ratio.toFixed(2);
    }),
  ]);
}

export const throughputCells = ({ imagesPerSecond }: Throughput): string[] => [
  Number(imagesPerSecond.toPrecision(imagesPerSecond < 100 ? 2 : 6)).toLocaleString('en', {
    maximumFractionDigits: imagesPerSecond < 100 ? 1 : 0,
  }),
];

export const latencyCells = ({ medianMilliseconds, percentile99Milliseconds }: Latency): string[] =>
  [medianMilliseconds, percentile99Milliseconds].map((value) => `${Number(value.toPrecision(2))} ms`);

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** A row for each kind of training on each backend. */
export function runRows(toAccuracy: readonly StartRun[], defaultRuns: readonly StartRun[]): string[][] {
  const backends = [...new Set([...toAccuracy, ...defaultRuns].map(({ backend }) => backend))];
  return backends.flatMap((backend) =>
    [toAccuracy, defaultRuns]
      .map((runs) => runs.filter((run) => run.backend === backend))
      .filter((runs) => runs.length > 0)
      .map((runs) => [
        `\`${backend}\``,
        trainingText(runs[0]!),
        reachedText(runs),
        median(runs.map(({ processSeconds }) => processSeconds)).toFixed(1),
        megabytes(Math.max(...runs.map(({ peakMemoryBytes }) => peakMemoryBytes))),
      ]),
  );
}

const trainingText = ({ recipe, epochs }: StartRun) => `\`${recipe}\`, ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;

/** How many of the runs came to the accuracy. */
function reachedText(runs: readonly StartRun[]): string {
  const reached = runs.filter(
    ({ digitAccuracy, sumAccuracy }) => Math.min(digitAccuracy, sumAccuracy) >= TARGET_ACCURACY,
  );
  return `${reached.length} of ${runs.length} at ${100 * TARGET_ACCURACY} %`;
}
