import { markdownTable } from '../documents/markdown-table.js';
import type { ModelRobustness } from './robustness-results.js';

/** The accuracies of digits in per cent, a row a corruption and a column a recipe, prepared or as they are. */
export function robustnessTable(models: readonly ModelRobustness[], of: 'asItIs' | 'prepared'): string {
  const rows = models[0]!.corruptions.map(({ name }) => [
    name,
    ...models.map(({ corruptions }) => {
      const found = corruptions.find((corruption) => corruption.name === name);
      return found === undefined ? '–' : (100 * found[of]).toFixed(2);
    }),
  ]);
  return markdownTable(['digits, %', ...models.map(({ recipe }) => `\`${recipe}\``)], rows);
}
