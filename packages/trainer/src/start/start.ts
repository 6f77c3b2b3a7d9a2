import { relative, resolve } from 'node:path';
import { MnistAdderError } from '@mnist-adder/dataset';
import { describeBackend, selectBackend } from '../backend/select-backend.js';
import type { SelectedBackend } from '../backend/select-backend.js';
import type { Recipe } from '../recipe/recipe.js';
import { findRecipe, RECIPE_IDS } from '../recipe/recipes.js';
import type { TrainingEvent } from '../loop/events.js';
import { changeSettings, SettingError } from '../recipe/change-settings.js';
import { executeRun, resumeRun } from '../run/execute-run.js';
import type { FinishedRun, InterruptedRun } from '../run/execute-run.js';
import { readRunConfig } from '../run/run-config.js';
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
  readonly hostname: string;
  readonly pid: number;
  readonly peakMemoryBytes: () => number;
  /** Is aborted with the name of a signal that asks the program to end: SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
}

/**
 * The program behind `npm start`: trains a recipe, shows how it goes, and saves the model.
 *
 * @param args the command line after the script's name.
 * @returns the exit code: 0 good, 1 the run failed, 2 wrong usage, 130 or 143 interrupted.
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
    return await trainAndShow(parsed.options, surroundings);
  } catch (error) {
    if (!(error instanceof MnistAdderError)) throw error;
    stderr.write(`${error.message}\n`);
    return error instanceof SettingError ? 2 : 1;
  }
}

/** Exit codes of programs that a signal ended. */
const EXIT_CODES: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143 };

async function trainAndShow(options: StartOptions, surroundings: Surroundings): Promise<number> {
  const { terminal, signal, hostname, pid, date } = surroundings;
  const silent = options.quiet || options.json;
  const say = (text: string) => {
    if (!silent) terminal.stdout.write(`${text}\n`);
  };
  const run = await chooseRun(options, surroundings);
  say(introduction(run));
  const progress = createProgress(terminal);
  const onEvent = (event: TrainingEvent) => {
    if (!silent) progress.show(event);
  };
  const checkpointSeconds = options.checkpointEvery;
  let ended: FinishedRun | InterruptedRun;
  try {
    ended = await run.execute({
      ...{ ...surroundings, ...run, onEvent, checkpointSeconds },
      ...(options.tensorboard && { tensorboard: { hostname, pid, now: () => date().getTime() / 1000 } }),
    });
  } finally {
    progress.end();
  }
  if (ended.interrupted) {
    const resume = relative(surroundings.folder, run.folder);
    terminal.stderr.write(`Stopped after step ${ended.step}. Go on with: npm start -- --resume ${resume}\n`);
    return EXIT_CODES[String(signal.reason)] ?? 1;
  }
  if (options.json) terminal.stdout.write(`${JSON.stringify(ended.result, null, 2)}\n`);
  say(conclusion(ended, run, terminal));
  return 0;
}

type Execution = Omit<Parameters<typeof resumeRun>[0], 'config' | 'onWarning'>;

/** A run that is about to begin or to go on. */
interface ChosenRun {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly folder: string;
  readonly selected: SelectedBackend;
  /** The steps that an earlier process did, as far as they count, are not done again. */
  readonly resumed: boolean;
  execute(execution: Execution): Promise<FinishedRun | InterruptedRun>;
}

/** The run that was asked for: a new one, or one to go on with. */
async function chooseRun(options: StartOptions, { folder, date, machine, terminal }: Surroundings): Promise<ChosenRun> {
  if (options.resume !== undefined) {
    const runFolder = resolve(folder, options.resume);
    const config = await readRunConfig(runFolder);
    return {
      ...{ recipe: config.recipe, seed: config.seed, folder: runFolder, resumed: true },
      selected: await selectBackend(config.backend),
      execute: (execution) =>
        resumeRun({ ...execution, config, onWarning: (sentence) => terminal.stderr.write(`${sentence}\n`) }),
    };
  }
  const { seed } = options;
  const recipe = resolveRecipe(options);
  const dataFolder = options.data === undefined ? {} : { dataFolder: resolve(folder, options.data) };
  return {
    ...{ recipe, seed, resumed: false },
    folder: resolve(folder, options.out ?? `runs/${defaultRunName(recipe.id, date())}`),
    selected: await selectBackend(options.backend),
    execute: (execution) => executeRun({ ...execution, ...dataFolder, recipe, seed, machine }),
  };
}

/** The recipe that was asked for, with the settings that were given in place of its own. */
function resolveRecipe({ recipe: id, epochs, batchSize, set }: StartOptions): Recipe {
  return changeSettings(findRecipe(id)!, [
    ...(epochs === undefined ? [] : [{ path: 'training.epochs', value: String(epochs) }]),
    ...(batchSize === undefined ? [] : [{ path: 'training.batchSize', value: String(batchSize) }]),
    ...set,
  ]);
}

function introduction({ recipe: { id, summary }, seed, selected, folder, resumed }: ChosenRun): string {
  return [
    `${id}: ${summary}`,
    `backend: ${selected.backend.name} (${selected.reason}): ${describeBackend(selected)}`,
    `seed: ${seed}`,
    ...(resumed ? [`going on with ${folder}`] : []),
    '',
  ].join('\n');
}

function conclusion(
  { result, modelFolder, report, examples }: FinishedRun,
  { recipe, seed }: ChosenRun,
  terminal: Terminal,
): string {
  const sameRecipe = recipe.id === RECIPE_IDS[0] ? '' : `--recipe ${recipe.id} `;
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
    drawExamples(examples, terminal.stdout.columns ?? 80, canShowUnicode(terminal)),
    '',
    `Model: ${modelFolder} (open it with tf.loadLayersModel or @mnist-adder/model)`,
    `Report: ${report} (open it in a browser)`,
    'Next:',
    ...next.map(([argument, meaning]) => `  npm start -- ${argument.padEnd(width)}${meaning}`),
  ].join('\n');
}
