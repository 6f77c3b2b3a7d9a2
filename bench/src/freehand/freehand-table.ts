import { markdownTable } from '../documents/markdown-table.js';
import type { ModelFreehand } from './freehand-results.js';
import { worstMistakes } from './reading.js';

/** How many of a kind of mistake are shown. */
const SHOWN = 4;

/** How each model reads digits that are not MNIST's, and what it takes for what most often. */
export function freehandTable(models: readonly ModelFreehand[]): string {
  const rows = models.map(({ recipe, seed, accuracy, controlAccuracy, mistakes }) => [
    `\`${recipe}\``,
    String(seed),
    (100 * accuracy).toFixed(2),
    (100 * controlAccuracy).toFixed(2),
    worstMistakes(mistakes, SHOWN),
  ]);
  return markdownTable(['recipe', 'seed', 'digits, %', 'MNIST’s as coarse, %', 'most often taken'], rows);
}

/** The same of the digits of fonts, and how it depends on their size. */
export function fontsTable(models: readonly ModelFreehand[]): string {
  const sizes = models[0]?.fonts.sizes.map(({ size }) => `size ${100 * size} %`) ?? [];
  const rows = models.map(({ recipe, seed, fonts }) => [
    `\`${recipe}\``,
    String(seed),
    (100 * fonts.accuracy).toFixed(2),
    ...fonts.sizes.map(({ accuracy }) => (100 * accuracy).toFixed(2)),
    worstMistakes(fonts.mistakes, SHOWN),
  ]);
  return markdownTable(['recipe', 'seed', 'digits, %', ...sizes, 'most often taken'], rows);
}
