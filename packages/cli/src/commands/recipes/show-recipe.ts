import { createAdder } from '@mnist-adder/model';
import { findRecipe } from '@mnist-adder/trainer';
import type { Recipe } from '@mnist-adder/trainer';
import { stringify as yamlOf } from 'yaml';
import type { Answer } from '../../program/answer.js';
import { startTensorFlow } from '../../program/start-tensorflow.js';
import { tableLines } from '../../terminal/table.js';
import type { RecipeDocument } from './document.js';

/** Shows a recipe: its network as a table, its settings, and where it comes from. */
export async function showRecipe({ id }: { readonly id: string }): Promise<Answer> {
  await startTensorFlow();
  const recipe = findRecipe(id)!;
  const model = createAdder(recipe.network, { seed: 1 });
  const layers = model.layers.map((layer) => ({
    ...{ name: layer.name, type: layer.getClassName() },
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
  const { network, data, training } = recipe;
  return [
    `${recipe.id}: ${recipe.summary}`,
    '',
    ...tableLines([['layer', 'type', 'output', 'parameters'], ...rows, ['', '', '', count(parameters)]], { left: 3 }),
    '',
    yamlOf({ network, data, training }).trimEnd(),
    '',
    ...sourceLines(recipe),
  ].join('\n');
}

function sourceLines({ source, choices, reported }: Recipe): string[] {
  const reports = reported.map(({ measure, accuracy, upTo, dataset }) => {
    const most = upTo === undefined ? '' : ` to ${String(100 * upTo)}`;
    return `${measure} ${String(100 * accuracy)}${most} % (${dataset})`;
  });
  return [
    `Source: ${source}`,
    ...(reports.length > 0 ? [`It reports: ${reports.join(', ')}`] : []),
    ...choices.map((choice) => `- ${choice}`),
  ];
}

const count = (number: number) => number.toLocaleString('en');
