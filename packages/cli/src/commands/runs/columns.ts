import type { FoundRun, RunResult } from '@mnist-adder/trainer/node';
import { count, percent, seconds } from '../../terminal/format.js';

/** A column of the list of runs. */
export interface Column {
  readonly name: string;
  /** What runs are sorted by. */
  readonly value: (run: FoundRun) => string | number | undefined;
  /** Whether the largest value comes first. */
  readonly largestFirst?: boolean;
  /** The value as it is shown. */
  readonly text?: (value: number) => string;
}

const ofResult =
  (value: (result: RunResult) => number | undefined): Column['value'] =>
  ({ result }) =>
    result && value(result);

/** The columns of the list of runs. Accuracies are sorted from the best, everything else from the smallest. */
export const COLUMNS: readonly Column[] = [
  { name: 'run', value: ({ name }) => name },
  { name: 'recipe', value: ({ config }) => config.recipe.id },
  { name: 'seed', value: ({ config }) => config.seed },
  { name: 'backend', value: ({ config }) => config.backend },
  { name: 'state', value: ({ state }) => state },
  { name: 'parameters', value: ofResult(({ parameters }) => parameters), text: count },
  { name: 'digit', value: ofResult(({ evaluation }) => evaluation.digit.accuracy), text: percent, largestFirst: true },
  { name: 'sum', value: ofResult(({ evaluation }) => evaluation.sum?.accuracy), text: percent, largestFirst: true },
  { name: 'loss', value: ofResult(({ evaluation }) => evaluation.loss), text: (loss) => loss.toFixed(4) },
  { name: 'time', value: ofResult(({ totalSeconds }) => totalSeconds), text: seconds },
];

/** What runs are sorted by unless something else is asked for: the time when they began. */
export const BEGUN: Column = { name: 'begun', value: ({ begun }) => begun.getTime() };

/** Sorts runs by a column. Those that have no value in it come last. */
export function sortRuns(runs: readonly FoundRun[], { value, largestFirst = false }: Column): FoundRun[] {
  return [...runs].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
    return largestFirst ? -order : order;
  });
}
