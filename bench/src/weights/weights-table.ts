import { markdownTable } from '../documents/markdown-table.js';
import type { ModelWeights } from './weights-results.js';

/** Sizes in kB, and accuracies in per cent, of each model with each kind of weights. */
export function weightsTable(models: readonly ModelWeights[]): string {
  const rows = models.flatMap(({ recipe, roundings }) =>
    roundings.map(({ weights, bytes, digitAccuracy, sumAccuracy }) => [
      ...[`\`${recipe}\``, weights, (bytes / 1000).toFixed(0), percent(digitAccuracy)],
      sumAccuracy === undefined ? '–' : percent(sumAccuracy),
    ]),
  );
  return markdownTable(['model', 'weights', 'kB', 'digit, %', 'sum, %'], rows);
}

/** Three decimals: a pair in 100,000. */
const percent = (fraction: number) => (100 * fraction).toFixed(3);
