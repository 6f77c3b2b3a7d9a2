import type { Answer } from '../../program/answer.js';
import { RECIPES } from '../../program/vocabulary.js';
import { tableLines } from '../../terminal/table.js';

/** Lists the recipes, the project's own first. */
export function listRecipes(): Promise<Answer> {
  const list = (reference: boolean) =>
    tableLines(
      RECIPES.filter((recipe) => recipe.reference === reference).map(({ id, summary }) => [id, summary]),
      { left: 2 },
    );
  const text = ['Recipes:', ...list(false), '', 'Recipes of the reference systems:', ...list(true)];
  return Promise.resolve({ document: { recipes: RECIPES }, text: text.join('\n') });
}
