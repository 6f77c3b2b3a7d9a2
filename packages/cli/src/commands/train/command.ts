import { InvalidArgumentError, Option } from 'commander';
import { CliCommand } from '../../program/cli-command.js';
import { optionOneOf } from '../../program/one-of.js';
import { BACKENDS, RECIPES, SETTINGS } from '../../program/vocabulary.js';
import { wholeNumber } from '../../program/whole-number.js';

const RECIPE_IDS = RECIPES.map(({ id }) => id);

/** What else says what a run is, so that a run that goes on cannot be given it. */
const RUN_OPTIONS = [
  'recipe',
  'config',
  'seed',
  'backend',
  'threads',
  'data',
  'from',
  'teacher',
  'out',
  'epochs',
  'batchSize',
  'digits',
];

/** `mnist-adder train`: also behind `npm start` and `pnpm --filter trainer start`. */
export function trainCommand(): CliCommand {
  const command = new CliCommand('train')
    .description('Trains a network that reads a handwritten digit and adds a number to it, and saves it.')
    .addOption(optionOneOf('--recipe <id>', 'network, data and settings', RECIPE_IDS).default(undefined, RECIPE_IDS[0]))
    .option('--config <file>', 'JSON or YAML with recipe, seed, backend and data, as --print-config prints it')
    .addOption(
      new Option('--epochs <n>', "passes over the training set (default: the recipe's)").argParser(wholeNumber(1)),
    )
    .addOption(new Option('--batch-size <n>', "images in a step (default: the recipe's)").argParser(wholeNumber(1)))
    .addOption(
      new Option(
        '--digits <n>',
        'how many digits a number has that is written in images, with the recipe addition (default: 1)',
      ).argParser(wholeNumber(1)),
    )
    .addOption(
      new Option(
        '--seed <n>',
        'makes the run reproducible: same seed, same backend, same threads, same model (default: 1)',
      ).argParser(wholeNumber(0)),
    )
    .addOption(optionOneOf('--backend <name>', 'what to train on', BACKENDS).default(undefined, 'auto'))
    .addOption(
      new Option(
        '--threads <n>',
        'threads that a step is split among, on onnx and onnx-wasm (default: one for each core)',
      ).argParser(wholeNumber(1)),
    )
    .option('--data <dir>', 'folder of four IDX files, gzipped or not (default: MNIST)')
    .option('--from <dir>', 'saved model to begin with: its backbone, and its head where that is the same')
    .addOption(
      new Option(
        '--teacher <dir>',
        'saved model to learn from besides the labels, as training.distillation says; several are averaged (default there: the one to begin with)',
      ).argParser((folder: string, folders: readonly string[] | undefined) => [...(folders ?? []), folder]),
    )
    .option('--out <dir>', 'directory of the run (default: runs/<recipe>-<time>)')
    .addOption(
      new Option('--resume <dir>', 'go on with the run in this directory, with its own settings').conflicts([
        ...RUN_OPTIONS,
        ...SETTINGS.map(({ path }) => path),
      ]),
    )
    .addOption(
      new Option('--checkpoint-every <seconds>', 'how much of an epoch may be lost; each epoch ends with a checkpoint')
        .default(60)
        .argParser(wholeNumber(0)),
    )
    .option('--no-tensorboard', 'write no event files for TensorBoard')
    .option('--print-config', 'print all that the run would be, as --config takes it, and end')
    .option('--dry-run', 'look at everything that the run needs, say what it would be, and end')
    .option('--quiet', 'print nothing but errors')
    .example('mnist-adder train', 'the default recipe')
    .example('mnist-adder train --recipe exact-fast --epochs 1', 'the network whose addition is exact, one epoch')
    .example('mnist-adder train --recipe addition --digits 2', 'digits from nothing but sums of two-digit numbers')
    .example('mnist-adder train --seed 7 --out runs/seven', 'another seed, in a directory of your choice')
    .example('mnist-adder train --data ~/fashion-mnist', "other images in MNIST's layout")
    .example('mnist-adder train --teacher models/exact-small', 'from the labels and what a trained model makes of them')
    .example('mnist-adder train --training.keep best', 'the weights with the lowest validation loss')
    .example('mnist-adder train --recipe mlp-490 --print-config > mine.yaml', 'a file to change things in …')
    .example('mnist-adder train --config mine.yaml --seed 3', '… and to train by')
    .example('mnist-adder train --resume runs/seven', 'go on with a run that was stopped')
    .does(async () => (await import('./train.js')).trainRecipe);
  for (const { path, value, meaning } of SETTINGS) {
    const flags = `--${path} <${value}>`;
    const option = value.includes('|')
      ? optionOneOf(flags, meaning, value.split('|'))
      : new Option(flags, meaning).argParser(asItIs);
    command.addOption(option.helpGroup("Settings, in place of the recipe's (null takes out what can be left out):"));
  }
  return command;
}

/** A setting is checked with all others by the recipe's schema. */
function asItIs(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}
