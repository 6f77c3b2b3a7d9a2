import type { ReportedAccuracy } from '@mnist-adder/trainer/recipes';
import type { RecipeResults, Run } from '../results/recipe-results.js';
import type { Scores } from '@mnist-adder/model/spec';
import { percentText, spread, type Spread } from '../statistics.js';
import { markdownTable, NONE } from './markdown.js';

/** What a recipe reached, and what its source reports. Accuracies are fractions. */
export interface LeaderboardRow {
  readonly recipe: string;
  readonly seeds: number;
  readonly epochs: number;
  readonly parameters: number;
  readonly digit: Spread;
  /** Missing if the recipe reads digits only. */
  readonly sum?: Spread | undefined;
  readonly comparisons: readonly Comparison[];
}

/** An accuracy that a source reports, with the accuracy that was measured in its place. */
interface Comparison extends ReportedAccuracy {
  /** Mean over the seeds. */
  readonly measured: number;
}

/**
 * Compares what recipes reached with what their sources report.
 *
 * @param reportedOf returns what a recipe's source reports, by the recipe's id.
 */
export function leaderboard(
  results: readonly RecipeResults[],
  reportedOf: (recipe: string) => readonly ReportedAccuracy[],
): LeaderboardRow[] {
  return results.map(({ recipe, runs }) => {
    const sums = runs.flatMap(({ evaluation: { sum } }) => (sum === undefined ? [] : [sum.accuracy]));
    return {
      recipe,
      seeds: runs.length,
      epochs: runs[0]!.epochs,
      parameters: runs[0]!.parameters,
      digit: spread(runs.map(({ evaluation }) => evaluation.digit.accuracy)),
      sum: sums.length > 0 ? spread(sums) : undefined,
      comparisons: reportedOf(recipe).map((reported) => ({
        ...reported,
        measured: spread(runs.map((run) => measuredAs(reported, run))).mean,
      })),
    };
  });
}

/** The accuracy of a run that is comparable: on the test set, or on the validation set after the best epoch. */
function measuredAs({ measure, dataset }: ReportedAccuracy, run: Run): number {
  if (dataset === 'test') return accuracyOf(measure, run.evaluation);
  return Math.max(...run.curves.map(({ validation }) => accuracyOf(measure, validation)));
}

function accuracyOf(measure: ReportedAccuracy['measure'], { digit, sum }: Scores): number {
  if (measure === 'digit') return digit.accuracy;
  if (sum === undefined) throw new Error(`A run that reads digits only has no accuracy called ${measure}.`);
  return measure === 'sum' ? sum.accuracy : (digit.accuracy + sum.accuracy) / 2;
}

/** Makes the README's table of what each recipe reached and what its source reports. */
export function leaderboardTable(rows: readonly LeaderboardRow[]): string {
  const header = ['recipe', 'seeds', 'epochs', 'digit, %', 'sum, %', 'reported, %', 'difference', 'parameters'];
  const cells = rows.map((row) => [
    `\`${row.recipe}\``,
    String(row.seeds),
    String(row.epochs),
    percentText(row.digit),
    row.sum ? percentText(row.sum) : NONE,
    list(row.comparisons, ({ accuracy, upTo, dataset }) => {
      const range = upTo === undefined ? percent(accuracy) : `${percent(accuracy)}–${percent(upTo)}`;
      return dataset === 'validation' ? `${range} (validation)` : range;
    }),
    list(row.comparisons, ({ accuracy, measured }) => signed(100 * (measured - accuracy))),
    row.parameters.toLocaleString('en'),
  ]);
  return markdownTable(header, cells);
}

/** `digit +0.21, sum −1.02` */
function list(comparisons: readonly Comparison[], text: (comparison: Comparison) => string): string {
  if (comparisons.length === 0) return NONE;
  return comparisons.map((comparison) => `${comparison.measure} ${text(comparison)}`).join(', ');
}

/** Per cent with as many decimals as the source gives: `97.4`, `98.84`. */
const percent = (fraction: number) => String(Number((100 * fraction).toFixed(2)));

function signed(points: number): string {
  const text = Math.abs(points).toFixed(2);
  if (Number(text) === 0) return '±0.00';
  return points < 0 ? `−${text}` : `+${text}`;
}
