import { createAdder } from '@mnist-adder/model';
import { findRecipe, type Recipe } from '@mnist-adder/trainer/recipes';
import { stringify as yamlOf } from 'yaml';
import type { Answer } from '../../definition/cli-command.js';
import { startTensorFlow } from '../../model/start-tensorflow.js';
import { count } from '../../terminal/format.js';
import { tableLines } from '../../terminal/table.js';
import type { RecipeDocument } from './document.js';

/** Shows a recipe: its network as a table, its settings, and where it comes from. */
export async function showRecipe({ id }: { readonly id: string }): Promise<Answer> {
  await startTensorFlow();
  const recipe = findRecipe(id)!;
  const model = createAdder(recipe.network, { seed: 1 });
  const layers = model.layers.map((layer) => ({
    name: layer.name,
    type: layer.getClassName(),
    shape: (layer.outputShape as (number | null)[]).map((length) => length ?? null),
    parameters: layer.countParams(),
  }));
  const document: RecipeDocument = { recipe, layers, parameters: model.countParams() };
  model.dispose();
  return { document, text: recipeText(document) };
}

function recipeText({ recipe, layers, parameters }: RecipeDocument): string {
  const shape = (lengths: readonly (number | null)[]) => lengths.map((length) => length ?? 'b').join(' × ');
  const rows = layers.map((layer) => [layer.name, layer.type, shape(layer.shape), count(layer.parameters)]);
  const { network, task, data, training } = recipe;
  return [
    `${recipe.id}: ${recipe.summary}`,
    '',
    ...tableLines([['layer', 'type', 'output', 'parameters'], ...rows, ['', '', '', count(parameters)]], { left: 3 }),
    '',
    yamlOf({ network, task, data, training }).trimEnd(),
    '',
    ...sourceLines(recipe),
  ].join('\n');
}

function sourceLines({ source, choices, reported }: Recipe): string[] {
  const reports = reported.map(({ measure, accuracy, upTo, dataset }) => {
    const max = upTo === undefined ? '' : ` to ${String(100 * upTo)}`;
    return `${measure} ${String(100 * accuracy)}${max} % (${dataset})`;
  });
  return [
    `Source: ${source}`,
    ...(reports.length > 0 ? [`The source reports: ${reports.join(', ')}`] : []),
    ...choices.map((choice) => `- ${choice}`),
  ];
}
