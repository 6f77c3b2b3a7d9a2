import { findRecipe, RECIPE_IDS } from '@mnist-adder/trainer';
import { BACKEND_NAMES, INSTALLABLE_BACKENDS } from '@mnist-adder/backends/names';
import { readRecipeSettings } from './recipe-settings.js';

/**
 * Writes the module of the words that a command line may have: recipes, backends and settings. With it help and completion answer
 * without loading the packages that these come from.
 */
export function vocabularyModule(): string {
  const recipes = RECIPE_IDS.map((id) => {
    const { summary, reported } = findRecipe(id)!;
    return { id, summary, reference: reported.length > 0 };
  });
  return [
    '// Made by `pnpm --filter @mnist-adder/cli reference` from the packages that these come from.',
    '',
    list('Every recipe, the default one first.', 'RECIPES', recipes.map(objectText)),
    list('What there is to run on.', 'BACKENDS', BACKEND_NAMES.map(quoted)),
    list('What can be installed.', 'INSTALLABLE', INSTALLABLE_BACKENDS.map(quoted)),
    list('The settings of a recipe.', 'SETTINGS', readRecipeSettings().map(objectText)),
  ].join('\n');
}

const list = (comment: string, name: string, items: readonly string[]) =>
  `/** ${comment} */\nexport const ${name} = [\n${items.map((item) => `  ${item},\n`).join('')}] as const;\n`;

const objectText = (object: object) =>
  `{\n${Object.entries(object)
    .map(([key, value]) => `    ${key}: ${typeof value === 'string' ? quoted(value) : String(value)},\n`)
    .join('')}  }`;

const quoted = (text: string) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`);
