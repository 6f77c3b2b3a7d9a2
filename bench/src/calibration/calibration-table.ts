import { markdownTable } from '../documents/markdown-table.js';
import type { RecipeResults } from '../results/recipe-results.js';
import { percentText, spread } from '../spread.js';

/** How far each recipe's confidence holds on the test set, after temperature scaling; recipes that were not asked are left out. */
export function calibrationTable(results: readonly RecipeResults[]): string {
  const rows = results.flatMap(({ recipe, runs }) => {
    const calibrations = runs.flatMap(({ calibration }) => calibration ?? []);
    if (calibrations.length === 0) return [];
    const sums = calibrations.flatMap(({ sum }) => sum ?? []);
    const error = (outputs: readonly { readonly error: number }[]) =>
      outputs.length === 0 ? '–' : percentText(spread(outputs.map(({ error }) => error)));
    const digits = calibrations.map(({ digit }) => digit);
    const temperature = spread(digits.map(({ temperature }) => temperature)).mean.toFixed(2);
    return [[`\`${recipe}\``, String(calibrations.length), temperature, error(digits), error(sums)]];
  });
  return markdownTable(['recipe', 'seeds', 'temperature', 'digit, ECE in %', 'sum, ECE in %'], rows);
}
