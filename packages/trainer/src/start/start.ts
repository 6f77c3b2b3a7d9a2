import { resolve } from 'node:path';
import { MnistAdderError } from '@mnist-adder/dataset';
import { describeBackend, selectBackend } from '../backend/select-backend.js';
import type { SelectedBackend } from '../backend/select-backend.js';
import type { Recipe } from '../recipe/recipe.js';
import { findRecipe, RECIPE_IDS } from '../recipe/recipes.js';
import { executeRun } from '../run/execute-run.js';
import type { FinishedRun } from '../run/execute-run.js';
import type { Machine } from '../run/machine.js';
import { defaultRunName } from '../run/result.js';
import { drawExamples } from './example-pairs.js';
import { parseCommandLine } from './options.js';
import type { StartOptions } from './options.js';
import { createProgress } from './progress.js';
import { resultText } from './result-text.js';
import { canShowUnicode } from './terminal.js';
import type { Terminal } from './terminal.js';

/** What the program is started in. */
export interface Surroundings {
  readonly terminal: Terminal;
  /** What relative paths start from. */
  readonly folder: string;
  readonly machine: Machine;
  readonly packageVersion: string;
  /** Seconds on a clock that only goes forward. */
  readonly now: () => number;
  readonly date: () => Date;
  readonly peakMemoryBytes: () => number;
}

/**
 * The program behind `npm start`: trains a recipe, shows how it goes, and saves the model.
 *
 * @param args the command line after the script's name.
 * @returns the exit code: 0 good, 1 the run failed, 2 wrong usage.
 */
export async function start(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings.terminal;
  const parsed = parseCommandLine(args);
  if (!('options' in parsed)) {
    stdout.write(parsed.output);
    stderr.write(parsed.errorOutput);
    return parsed.exitCode;
  }
  try {
    await trainAndShow(parsed.options, surroundings);
    return 0;
  } catch (error) {
    if (!(error instanceof MnistAdderError)) throw error;
    stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function trainAndShow(options: StartOptions, surroundings: Surroundings): Promise<void> {
  const { terminal, folder, date } = surroundings;
  const silent = options.quiet || options.json;
  const say = (text: string) => {
    if (!silent) terminal.stdout.write(`${text}\n`);
  };
  const recipe = resolveRecipe(options);
  const selected = await selectBackend(options.backend);
  say(introduction(recipe, options.seed, selected));
  const progress = createProgress(terminal);
  let finished: FinishedRun;
  try {
    finished = await executeRun({
      ...surroundings,
      recipe,
      seed: options.seed,
      selected,
      ...(options.data === undefined ? {} : { dataFolder: resolve(folder, options.data) }),
      folder: resolve(folder, options.out ?? `runs/${defaultRunName(recipe.id, date())}`),
      onEvent: (event) => {
        if (!silent) progress.show(event);
      },
    });
  } finally {
    progress.end();
  }
  if (options.json) terminal.stdout.write(`${JSON.stringify(finished.result, null, 2)}\n`);
  say(conclusion(finished, options, terminal));
}

/** The recipe that was asked for, with the settings that were given in place of its own. */
function resolveRecipe({ recipe: id, epochs, batchSize }: StartOptions): Recipe {
  const recipe = findRecipe(id)!;
  const { training } = recipe;
  return {
    ...recipe,
    training: { ...training, epochs: epochs ?? training.epochs, batchSize: batchSize ?? training.batchSize },
  };
}

function introduction({ id, summary }: Recipe, seed: number, selected: SelectedBackend): string {
  return [
    `${id}: ${summary}`,
    `backend: ${selected.backend.name} (${selected.reason}): ${describeBackend(selected)}`,
    `seed: ${seed}`,
    '',
  ].join('\n');
}

function conclusion({ result, modelFolder, examples }: FinishedRun, options: StartOptions, terminal: Terminal): string {
  const sameRecipe = options.recipe === RECIPE_IDS[0] ? '' : `--recipe ${options.recipe} `;
  const next = [
    options.recipe === 'exact-fast'
      ? ['--recipe adder-fast', 'a head that learns to add']
      : ['--recipe exact-fast', 'a head whose addition is exact'],
    [`${sameRecipe}--seed ${options.seed + 1}`, 'the same with other random numbers'],
    ['--help', 'all options'],
  ] as const;
  const width = Math.max(...next.map(([argument]) => argument.length)) + 3;
  return [
    '',
    resultText(result),
    '',
    drawExamples(examples, terminal.stdout.columns ?? 80, canShowUnicode(terminal)),
    '',
    `Model: ${modelFolder} (open it with tf.loadLayersModel or @mnist-adder/model)`,
    'Next:',
    ...next.map(([argument, meaning]) => `  npm start -- ${argument.padEnd(width)}${meaning}`),
  ].join('\n');
}
