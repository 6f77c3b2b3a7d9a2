import type { ReportedAccuracy } from '@mnist-adder/trainer';
import type { RecipeResults } from '../results/recipe-results.js';
import { spread } from '../spread.js';
import type { Spread } from '../spread.js';
import { measuredAs } from './measured-as.js';

/** What a recipe reached beside what its source reports, accuracies as fractions. */
export interface LeaderboardRow {
  readonly recipe: string;
  readonly seeds: number;
  readonly epochs: number;
  readonly parameters: number;
  readonly digit: Spread;
  /** Absent where the recipe reads digits only. */
  readonly sum?: Spread;
  readonly comparisons: readonly Comparison[];
}

/** One of the figures that a source reports, with what was measured in its place. */
export interface Comparison extends ReportedAccuracy {
  /** Mean over the seeds. */
  readonly measured: number;
}

/** @param reportedOf what a recipe's source reports, by the recipe's id. */
export function leaderboard(
  results: readonly RecipeResults[],
  reportedOf: (recipe: string) => readonly ReportedAccuracy[],
): LeaderboardRow[] {
  return results.map(({ recipe, runs }) => {
    const sums = runs.flatMap(({ evaluation }) => ('sumAccuracy' in evaluation ? [evaluation.sumAccuracy] : []));
    return {
      recipe,
      seeds: runs.length,
      epochs: runs[0]!.epochs,
      parameters: runs[0]!.parameters,
      digit: spread(runs.map(({ evaluation }) => evaluation.digitAccuracy)),
      ...(sums.length > 0 && { sum: spread(sums) }),
      comparisons: reportedOf(recipe).map((reported) => ({
        ...reported,
        measured: spread(runs.map((run) => measuredAs(reported, run))).mean,
      })),
    };
  });
}
