import { findRecipe, RECIPE_IDS } from '@mnist-adder/trainer/recipes';
import type { Answer } from '../../definition/cli-command.js';
import { tableLines } from '../../terminal/table.js';
import type { RecipesDocument } from './document.js';

/** Lists the recipes: the project's own first, then those of the reference systems. */
export function listRecipes(): Promise<Answer> {
  const recipes = RECIPE_IDS.map((id): RecipesDocument['recipes'][number] => {
    const { summary, reported } = findRecipe(id);
    return { id, summary, reference: reported.length > 0 };
  });
  const lines = (reference: boolean) =>
    tableLines(
      recipes.filter((recipe) => recipe.reference === reference).map(({ id, summary }) => [id, summary]),
      { left: 2 },
    );
  const text = ['Recipes:', ...lines(false), '', 'Recipes of the reference systems:', ...lines(true)].join('\n');
  const document: RecipesDocument = { recipes };
  return Promise.resolve({ document, text });
}
