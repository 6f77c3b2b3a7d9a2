import type { Recipe } from '@mnist-adder/trainer';
import { describeBackend } from '@mnist-adder/backends';
import type { SelectedBackend } from '@mnist-adder/backends';
import type { FinishedRun } from '@mnist-adder/trainer/node';
import { RECIPES } from '../../program/vocabulary.js';
import { styleOf } from '../../terminal/style.js';
import type { Terminal } from '../../terminal/style.js';
import { drawExamples } from './example-pairs.js';
import { resultText } from './result-text.js';

/** A run that is about to begin or to go on. */
export interface RunToShow {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly folder: string;
  readonly selected: SelectedBackend;
  /** The steps that an earlier process did, as far as they count, are not done again. */
  readonly resumed: boolean;
}

/** What is said before a run. */
export function introduction({ recipe: { id, summary }, seed, selected, folder, resumed }: RunToShow): string {
  return [
    `${id}: ${summary}`,
    `backend: ${selected.backend.name} (${selected.reason}): ${describeBackend(selected)}`,
    `seed: ${seed}`,
    ...(resumed ? [`going on with ${folder}`] : []),
  ].join('\n');
}

interface Talk {
  readonly terminal: Terminal;
  /** How the user calls the training. */
  readonly trainCommand: string;
}

/** What a run came to, and what could be done next. */
export function conclusion(
  { result, modelFolder, report, examples }: FinishedRun,
  { recipe, seed }: RunToShow,
  { terminal, trainCommand }: Talk,
): string {
  const sameRecipe = recipe.id === RECIPES[0].id ? '' : `--recipe ${recipe.id} `;
  const next = [
    recipe.id === 'exact-fast'
      ? ['--recipe adder-fast', 'a head that learns to add']
      : ['--recipe exact-fast', 'a head whose addition is exact'],
    [`${sameRecipe}--seed ${seed + 1}`, 'the same with other random numbers'],
    ['--help', 'all options'],
  ] as const;
  const width = Math.max(...next.map(([argument]) => argument.length)) + 3;
  return [
    '',
    resultText(result),
    '',
    drawExamples(examples, styleOf(terminal.stdout, terminal.env)),
    '',
    `Model: ${modelFolder} (open it with tf.loadLayersModel or @mnist-adder/model)`,
    `Report: ${report} (open it in a browser)`,
    'Next:',
    ...next.map(([argument, meaning]) => `  ${trainCommand} ${argument.padEnd(width)}${meaning}`),
  ].join('\n');
}
