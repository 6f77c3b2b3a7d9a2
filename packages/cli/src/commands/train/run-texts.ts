import { describeBackend, type SelectedBackend } from '@mnist-adder/backends';
import type { Scores } from '@mnist-adder/model';
import type { FinishedRun, RunResult } from '@mnist-adder/trainer/node';
import { RECIPE_IDS, type Recipe } from '@mnist-adder/trainer/recipes';
import type { CliContext } from '../../definition/cli-context.js';
import { count, megabytes, percent, seconds } from '../../terminal/format.js';
import { oneLine } from '../../terminal/output.js';
import { styleOf } from '../../terminal/style.js';
import { drawExamples } from './example-pairs.js';

/** A run that starts or goes on. */
export interface RunToShow {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly folder: string;
  readonly selected: SelectedBackend;
  /** The number of cores of this machine. */
  readonly cores: number;
  /** Whether an earlier process did a part of it. */
  readonly resumed: boolean;
}

/** The text before a run. */
export function introduction({ recipe: { id, summary }, seed, selected, cores, folder, resumed }: RunToShow): string {
  const { name, threads = 1 } = selected.backend;
  return [
    `${id}: ${summary}`,
    `backend: ${name} (${selected.reason}): ${describeBackend(selected)}`,
    ...(threads > cores
      ? [`note: ${threads} threads share ${cores} cores, which is slower than one for each core`]
      : []),
    `seed: ${seed}`,
    ...(resumed ? [`going on with ${folder}`] : []),
  ]
    .map(oneLine)
    .join('\n');
}

/** The text after a run: its result, and what could be done next. */
export function conclusion(
  { result, modelFolder, report, examples }: FinishedRun,
  { recipe, seed }: RunToShow,
  { terminal, trainCommand }: Pick<CliContext, 'terminal' | 'trainCommand'>,
): string {
  const sameRecipe = recipe.id === RECIPE_IDS[0] ? '' : `--recipe ${recipe.id} `;
  const next = [
    recipe.id === 'exact-fast'
      ? ['--recipe adder-fast', 'a head that learns to add']
      : ['--recipe exact-fast', 'a head whose addition is exact'],
    [`${sameRecipe}--seed ${seed + 1}`, 'the same with other random numbers'],
    ['--help', 'all options'],
  ] as const;
  const width = Math.max(...next.map(([args]) => args.length)) + 3;
  return [
    '',
    resultText(result),
    '',
    drawExamples(examples, styleOf(terminal.stdout, terminal.env)),
    '',
    oneLine(`Model: ${modelFolder} (open it with tf.loadLayersModel or @mnist-adder/model)`),
    oneLine(`Report: ${report} (open it in a browser)`),
    'Next:',
    ...next.map(([args, meaning]) => oneLine(`  ${trainCommand} ${args.padEnd(width)}${meaning}`)),
  ].join('\n');
}

/** The scores over all test pairs as a table, or over all test images if the model only reads digits. */
export function resultText({ evaluation, addition, trainSeconds, totalSeconds, peakMemoryBytes }: RunResult): string {
  const pairs = count(evaluation.pairs);
  const rows = [['', 'accuracy', 'average loss'], ...scoreRows(evaluation)];
  return [
    evaluation.sum ? `Over all ${pairs} test pairs (every image with every addend):` : `Over all ${pairs} test images:`,
    ...rows.map(([name, accuracy, loss]) => `  ${name!.padEnd(6)}${accuracy!.padStart(9)}${loss!.padStart(15)}`),
    ...(addition ? [additionText(addition)] : []),
    `Trained in ${seconds(trainSeconds)}, ${seconds(totalSeconds)} in all, at most ${megabytes(peakMemoryBytes)} of memory.`,
  ].join('\n');
}

function scoreRows({ digit, sum, both, loss: total }: Scores): string[][] {
  const row = (name: string, accuracy: number, loss: number) => [name, percent(accuracy), loss.toFixed(4)];
  return [
    row('digit', digit.accuracy, digit.loss),
    ...(sum ? [row('sum', sum.accuracy, sum.loss)] : []),
    ...(both ? [row('both', both.accuracy, total)] : []),
  ];
}

/** `Of 5,000 sums of two test images, 98.40 % are right.` */
function additionText({ digits, problems, accuracy }: NonNullable<RunResult['addition']>): string {
  const numbers = digits === 1 ? 'two test images' : `two numbers of ${digits} test images each`;
  return `Of ${count(problems)} sums of ${numbers}, ${percent(accuracy)} are right.`;
}
