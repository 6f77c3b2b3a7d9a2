import { markdownTable } from '../documents/markdown-table.js';
import { percentText, spread } from '../spread.js';
import type { RecipeVotes } from './votes-results.js';

/** Accuracies of digits in per cent, a row a recipe: of one model, and of all of them. */
export function votesTable(recipes: readonly RecipeVotes[]): string {
  const rows = recipes.map(({ recipe, models, together }) => [
    `\`${recipe}\``,
    String(models.length),
    percentText(spread(models.map(({ once }) => once))),
    percentText(spread(models.map(({ shifted }) => shifted))),
    percentText({ mean: together.once }),
    percentText({ mean: together.shifted }),
  ]);
  return markdownTable(['digits, %', 'models', 'one', 'one, nine looks', 'all', 'all, nine looks'], rows);
}
