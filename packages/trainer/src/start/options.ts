import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { BACKEND_NAMES } from '../backend/select-backend.js';
import type { SettingChange } from '../recipe/change-settings.js';
import type { Recipe } from '../recipe/recipe.js';
import { findRecipe, RECIPE_IDS } from '../recipe/recipes.js';
import { oneOf } from './one-of.js';

/** What a run was asked to be, as far as it was said. */
export interface StartOptions {
  readonly recipe: string;
  readonly epochs?: number;
  readonly seed: number;
  readonly batchSize?: number;
  readonly backend: string;
  readonly data?: string;
  readonly out?: string;
  /** The directory of a run to go on with, in place of all that says what a run is. */
  readonly resume?: string;
  readonly set: readonly SettingChange[];
  /** In seconds. */
  readonly checkpointEvery: number;
  readonly tensorboard: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** What the command line comes to: options, or an exit with what to say. */
export type ParsedCommandLine =
  | { readonly options: StartOptions }
  | { readonly exitCode: number; readonly output: string; readonly errorOutput: string };

/** Reads the command line of the trainer: the arguments after the script's name. */
export function parseCommandLine(args: readonly string[]): ParsedCommandLine {
  let output = '';
  let errorOutput = '';
  const command = createCommand().configureOutput({
    writeOut: (text) => (output += text),
    writeErr: (text) => (errorOutput += text),
  });
  try {
    // npm and pnpm may hand on the `--` that ends their own options.
    command.parse(
      args.filter((argument, i) => !(i === 0 && argument === '--')),
      { from: 'user' },
    );
    return { options: command.opts<StartOptions>() };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for is a success; everything else is wrong usage.
    return { exitCode: error.exitCode === 0 ? 0 : 2, output, errorOutput };
  }
}

function createCommand(): Command {
  return new Command('npm start --')
    .description('Trains a network that reads a handwritten digit and adds a number to it, and saves it.')
    .addOption(
      new Option('--recipe <id>', 'network, data and settings: one of those below')
        .default(RECIPE_IDS[0])
        .argParser(oneOf(RECIPE_IDS)),
    )
    .addOption(
      new Option('--epochs <n>', "passes over the training set (default: the recipe's)").argParser(integerFrom(1)),
    )
    .addOption(
      new Option('--seed <n>', 'makes the run reproducible: same seed, same backend, same model')
        .default(1)
        .argParser(integerFrom(0)),
    )
    .addOption(new Option('--batch-size <n>', "images in a step (default: the recipe's)").argParser(integerFrom(1)))
    .addOption(
      new Option('--backend <name>', `what to train on: ${BACKEND_NAMES.join(', ')}`)
        .default('auto')
        .argParser(oneOf(BACKEND_NAMES)),
    )
    .addOption(
      new Option('--set <setting=value>', 'any other setting of the recipe, as in docs/training.md; can be repeated')
        .default([], 'none')
        .argParser(settingChange),
    )
    .option('--data <dir>', 'folder of four IDX files, gzipped or not (default: MNIST)')
    .option('--out <dir>', 'directory of the run (default: runs/<recipe>-<time>)')
    .addOption(
      new Option('--resume <dir>', 'go on with the run in this directory, with its own settings').conflicts([
        ...['recipe', 'epochs', 'seed', 'batchSize', 'backend', 'set', 'data', 'out'],
      ]),
    )
    .addOption(
      new Option('--checkpoint-every <seconds>', 'how much of an epoch may be lost; each epoch ends with a checkpoint')
        .default(60)
        .argParser(integerFrom(0)),
    )
    .option('--no-tensorboard', 'write no event files for TensorBoard')
    .option('--quiet', 'print nothing but errors', false)
    .option('--json', 'print the result as one JSON document and nothing else', false)
    .allowExcessArguments(false)
    .showHelpAfterError('(see --help)')
    .addHelpText('after', () => `\n${recipeLists()}\n${EXAMPLES}`)
    .exitOverride();
}

/** The project's own recipes, then those that reproduce what somebody reported. */
function recipeLists(): string {
  const all = RECIPE_IDS.map((id) => findRecipe(id)!);
  const list = (heading: string, recipes: readonly Recipe[]) =>
    [heading, ...recipes.map(({ id, summary }) => `  ${id.padEnd(18)}${summary}`)].join('\n');
  const own = all.filter(({ reported }) => reported.length === 0);
  const references = all.filter(({ reported }) => reported.length > 0);
  return `${list('Recipes:', own)}\n\n${list('Recipes of the reference systems:', references)}`;
}

const EXAMPLES = `
Examples:
  npm start                                        train the default recipe
  npm start -- --recipe exact-fast --epochs 1      the network whose addition is exact, one epoch
  npm start -- --seed 7 --out runs/seven           another seed, in a directory of your choice
  npm start -- --data ~/fashion-mnist              other images in MNIST's layout
  npm start -- --set training.keep=best            the weights with the lowest validation loss
  npm start -- --resume runs/seven                 go on with a run that was stopped
  pnpm --filter trainer start --json --quiet       the same program, for scripts`;

function settingChange(text: string, before: readonly SettingChange[]): SettingChange[] {
  const [path, ...value] = text.split('=');
  if (path === '' || value.length === 0) {
    throw new InvalidArgumentError('It must be a setting with its value: training.epochs=5.');
  }
  return [...before, { path: path!, value: value.join('=') }];
}

const integerFrom = (least: number) => (text: string) => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < least) {
    throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
  }
  return number;
};
