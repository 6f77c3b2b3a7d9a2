import { RECIPE_IDS } from '@mnist-adder/trainer';
import { markdownTable } from '../documents/markdown-table.js';
import type { ModelRobustness } from './robustness-results.js';

/** The accuracies of digits in per cent, a row a recipe and a column a corruption, prepared or as they are. */
export function robustnessTable(models: readonly ModelRobustness[], of: 'asItIs' | 'prepared'): string {
  const names = models[0]!.corruptions.map(({ name }) => name);
  const rows = models
    .toSorted((a, b) => RECIPE_IDS.indexOf(a.recipe) - RECIPE_IDS.indexOf(b.recipe))
    .map(({ recipe, corruptions }) => [
      `\`${recipe}\``,
      ...names.map((name) => {
        const found = corruptions.find((corruption) => corruption.name === name);
        return found === undefined ? '–' : (100 * found[of]).toFixed(2);
      }),
    ]);
  return markdownTable(['digits, %', ...names], rows);
}
