import { findRecipe, RECIPE_IDS } from '@mnist-adder/trainer/recipes';
import type { Answer } from '../../definition/cli-command.js';
import { count, percent, seconds } from '../../terminal/format.js';
import { tableLines } from '../../terminal/table.js';
import type { RecipesDocument } from './document.js';
import { MEASURED } from './measured.js';

type Listed = RecipesDocument['recipes'][number];

/** Lists the recipes: the project's own first, then those of the reference systems. */
export function listRecipes(): Promise<Answer> {
  const recipes = RECIPE_IDS.map((id): Listed => {
    const { summary, reported } = findRecipe(id);
    return { id, summary, reference: reported.length > 0, measured: MEASURED[id] };
  });
  const rows = recipes.map(({ id, measured }) => [id, ...(measured === undefined ? [] : cells(measured))]);
  const [header, ...lines] = tableLines([['', 'parameters', 'digit', 'sum', 'time'], ...rows]);
  const described = recipes.map(({ summary, reference }, i) => ({ reference, line: `${lines[i]!}  ${summary}` }));
  const linesOf = (wanted: boolean) => described.flatMap(({ reference, line }) => (reference === wanted ? [line] : []));
  const text = [
    'Recipes:',
    header!,
    ...linesOf(false),
    '',
    'Recipes of the reference systems:',
    ...linesOf(true),
    '',
    'Accuracies on the test set and times are means of bench/results, with one or two threads.',
  ].join('\n');
  const document: RecipesDocument = { recipes };
  return Promise.resolve({ document, text });
}

const cells = ({ parameters, digit, sum, totalSeconds }: NonNullable<Listed['measured']>) => [
  count(parameters),
  percent(digit),
  sum === undefined ? '-' : percent(sum),
  seconds(totalSeconds),
];
