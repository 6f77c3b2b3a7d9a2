import { markdownTable } from '../documents/markdown-table.js';
import type { Run } from '../results/run.js';
import { percentText, spread } from '../spread.js';
import { PUBLISHED } from './published.js';

const NONE = '–';

/** How many digits the numbers of a run had. */
const digitsOf = (run: Run): number => run.addition!.digits;

/** The sums of images that each system gets right, by how many digits a number has; ours last, from the runs of every seed. */
export function additionTable(runs: readonly Run[]): string {
  const lengths = [...new Set(runs.map(digitsOf))].sort((a, b) => a - b);
  const published = PUBLISHED.map(({ system, source, accuracies }) => [
    system,
    source,
    ...lengths.map((digits) => accuracies[digits] ?? NONE),
  ]);
  const ours = lengths.map((digits) =>
    percentText(spread(runs.filter((run) => digitsOf(run) === digits).map(({ addition }) => addition!.accuracy))),
  );
  return markdownTable(
    ['sums, %', 'source', ...lengths.map((digits) => `N = ${digits}`)],
    [...published, ['`addition`', 'here', ...ours]],
  );
}

/** What our runs took and how well their digits are read, by how many digits a number has. */
export function additionRunsTable(runs: readonly Run[]): string {
  const lengths = [...new Set(runs.map(digitsOf))].sort((a, b) => a - b);
  const rows = lengths.map((digits) => {
    const its = runs.filter((run) => digitsOf(run) === digits);
    const seconds = spread(its.map(({ totalSeconds }) => totalSeconds)).mean;
    return [
      String(digits),
      String(its.length),
      its[0]!.addition!.problems.toLocaleString('en'),
      percentText(spread(its.map(({ evaluation }) => evaluation.digitAccuracy))),
      `${seconds.toFixed(0)} s`,
      [...its]
        .sort((a, b) => a.seed - b.seed)
        .map(({ addition }) => (100 * addition!.accuracy).toFixed(2))
        .join(', '),
    ];
  });
  return markdownTable(['N', 'seeds', 'test sums', 'digits, %', 'start to end, mean', 'sums, %, seed by seed'], rows);
}
