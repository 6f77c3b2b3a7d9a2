import { CliCommand } from '../../program/cli-command.js';
import { argumentOneOf } from '../../program/one-of.js';
import { RECIPES } from '../../program/vocabulary.js';

/** `mnist-adder recipes` and `mnist-adder recipes show` */
export function recipesCommand(): CliCommand {
  const ids = RECIPES.map(({ id }) => id);
  const show = new CliCommand('show')
    .summary("a recipe's network, settings and source")
    .description('Shows a recipe: its network layer by layer, its settings, and where it comes from.')
    .addArgument(argumentOneOf('<id>', 'the recipe', ids))
    .example('mnist-adder recipes show adder-fast', 'the default recipe')
    .does(async () => (await import('./show-recipe.js')).showRecipe);
  return new CliCommand('recipes')
    .description('Lists the recipes: network, data and settings that can be trained.')
    .example('mnist-adder recipes', 'all of them')
    .example('mnist-adder recipes show exact-fast', 'one of them, layer by layer')
    .does(async () => (await import('./list-recipes.js')).listRecipes)
    .with(show);
}
