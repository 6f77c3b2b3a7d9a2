import { markdownTable } from '../documents/markdown-table.js';
import type { ModelFreehand } from './freehand-results.js';

/** How many of a kind of mistake are shown. */
const SHOWN = 4;

/** How each model reads digits that are not MNIST's, and what it takes for what most often. */
export function freehandTable(models: readonly ModelFreehand[]): string {
  const rows = models.map(({ recipe, seed, accuracy, controlAccuracy, mistakes }) => {
    const worst = Object.entries(mistakes)
      .sort(([, a], [, b]) => b - a)
      .slice(0, SHOWN)
      .map(([pair, count]) => `${pair.replace('>', ' as ')} (${count})`);
    return [
      `\`${recipe}\``,
      String(seed),
      (100 * accuracy).toFixed(2),
      (100 * controlAccuracy).toFixed(2),
      worst.join(', '),
    ];
  });
  return markdownTable(['recipe', 'seed', 'digits, %', 'MNIST’s as coarse, %', 'most often taken'], rows);
}
