import type { Run } from '../results/recipe-results.js';
import { percentText, spread } from '../statistics.js';
import { markdownTable, NONE } from './markdown.js';

/** Accuracy of another system in MNIST addition, as published. */
interface PublishedAddition {
  readonly system: string;
  readonly source: string;
  /** Accuracies in per cent, by the number of digits of a number. */
  readonly accuracies: Readonly<Partial<Record<number, string>>>;
}

const PUBLISHED: readonly PublishedAddition[] = [
  {
    system: 'DeepProbLog',
    source: 'Manhaeve et al. 2018; the figure from Winters et al. 2022',
    accuracies: { 1: '97.2' },
  },
  {
    system: 'DeepStochLog',
    source: 'Winters et al. 2022',
    accuracies: { 1: '97.9 ± 0.1', 2: '96.4 ± 0.1', 4: '92.7 ± 0.6' },
  },
  { system: 'ABL', source: 'ABLkit, in 47 s', accuracies: { 1: '98.1' } },
  {
    system: 'A-NeSI',
    source: 'van Krieken et al. 2023, prediction only',
    accuracies: { 1: '97.66 ± 0.21', 2: '95.96 ± 0.38', 4: '92.56 ± 0.79', 15: '75.90 ± 2.21' },
  },
];

/** A run that learned from sums of images. */
export type AdditionRun = Run & { readonly addition: NonNullable<Run['addition']> };

/** The runs by the number of digits that their numbers have, from few to many. */
function byDigits(runs: readonly AdditionRun[]): { digits: number; runs: AdditionRun[] }[] {
  const lengths = [...new Set(runs.map(({ addition }) => addition.digits))].sort((a, b) => a - b);
  return lengths.map((digits) => ({ digits, runs: runs.filter(({ addition }) => addition.digits === digits) }));
}

/** The part of sums of images that each system gets right; ours is last, with the runs of every seed. */
export function additionTable(runs: readonly AdditionRun[]): string {
  const lengths = byDigits(runs);
  const published = PUBLISHED.map(({ system, source, accuracies }) => [
    system,
    source,
    ...lengths.map(({ digits }) => accuracies[digits] ?? NONE),
  ]);
  const ours = lengths.map(({ runs }) => percentText(spread(runs.map(({ addition }) => addition.accuracy))));
  return markdownTable(
    ['sums, %', 'source', ...lengths.map(({ digits }) => `N = ${digits}`)],
    [...published, ['`addition`', 'here', ...ours]],
  );
}

/** Our runs: how long they took, and how well digits and sums are read. */
export function additionRunsTable(runs: readonly AdditionRun[]): string {
  const rows = byDigits(runs).map(({ digits, runs }) => [
    String(digits),
    String(runs.length),
    runs[0]!.addition.problems.toLocaleString('en'),
    percentText(spread(runs.map(({ evaluation }) => evaluation.digit.accuracy))),
    `${spread(runs.map(({ totalSeconds }) => totalSeconds)).mean.toFixed(0)} s`,
    runs
      .toSorted((a, b) => a.seed - b.seed)
      .map(({ addition }) => (100 * addition.accuracy).toFixed(2))
      .join(', '),
  ]);
  return markdownTable(['N', 'seeds', 'test sums', 'digits, %', 'start to end, mean', 'sums, %, seed by seed'], rows);
}
