import { CliCommand } from '../../definition/cli-command.js';
import { argumentOneOf } from '../../definition/options.js';
import { RECIPE_IDS } from '../../definition/recipes.js';

/** `mnist-adder recipes` and `mnist-adder recipes show` */
export function recipesCommand(): CliCommand {
  const show = new CliCommand('show')
    .summary("show a recipe's network, settings and source")
    .description('Shows a recipe: its network layer by layer, its settings, and where it comes from.')
    .addArgument(argumentOneOf('<id>', 'the recipe', RECIPE_IDS))
    .example('mnist-adder recipes show adder-fast', 'the default recipe')
    .does(async () => (await import('./show-recipe.js')).showRecipe);
  return new CliCommand('recipes')
    .description('Lists the recipes. A recipe is a network, a task and training settings.')
    .example('mnist-adder recipes', 'all recipes')
    .example('mnist-adder recipes show exact-fast', 'one recipe, layer by layer')
    .does(async () => (await import('./list-recipes.js')).listRecipes)
    .with(show);
}
