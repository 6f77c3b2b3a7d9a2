import { Option } from 'commander';
import { CliCommand } from '../../definition/cli-command.js';
import { optionOfNumber, optionOneOf } from '../../definition/options.js';
import { RECIPE_IDS } from '../../definition/recipes.js';
import { CONFIG_OPTIONS, settingOptions, SHORT_SETTING_OPTIONS } from './run-options.js';

/** `mnist-adder train`; also `npm start` and `pnpm --filter trainer start` */
export function trainCommand(): CliCommand {
  const settings = settingOptions().map(({ option }) => option);
  // A run that goes on has these already.
  const ofNewRun = [
    optionOneOf('--recipe <id>', 'network, task and settings', RECIPE_IDS).default(undefined, RECIPE_IDS[0]),
    new Option('--config <file>', 'JSON or YAML with recipe, seed, backend and data, as --print-config prints it'),
    ...SHORT_SETTING_OPTIONS.map(({ option }) => option),
    ...Object.values(CONFIG_OPTIONS).map(({ option }) => option),
    new Option('--out <dir>', 'directory of the run (default: runs/<recipe>-<time>)'),
  ];
  const ofAnyRun = [
    new Option('--resume <dir>', 'go on with the run in this directory, with its own settings').conflicts(
      [...ofNewRun, ...settings].map((option) => option.attributeName()),
    ),
    optionOfNumber(
      '--checkpoint-every <seconds>',
      'maximum time between checkpoints; each epoch also ends with one',
      0,
    ).default(60),
    new Option('--no-tensorboard', 'write no event files for TensorBoard'),
    new Option('--print-config', 'print the configuration of the run, as --config reads it, and exit'),
    new Option('--dry-run', 'check everything that the run needs, print a summary, and exit'),
    new Option('--quiet', 'print only errors'),
    new Option(
      '--json-lines',
      'print one JSON object a line on standard output: each step and epoch while it trains, then the result',
    ).conflicts(['json', 'dryRun', 'printConfig']),
  ];
  const command = new CliCommand('train')
    .description('Trains a network that reads a handwritten digit and adds a number to it, and saves it.')
    .example('mnist-adder train', 'the default recipe')
    .example('mnist-adder train --recipe exact-fast --epochs 1', 'the network whose addition is exact, one epoch')
    .example('mnist-adder train --recipe addition --digits 2', 'digits from nothing but sums of two-digit numbers')
    .example('mnist-adder train --seed 7 --out runs/seven', 'another seed, in a directory of your choice')
    .example('mnist-adder train --data ~/fashion-mnist', "other images in MNIST's layout")
    .example('mnist-adder train --teacher models/exact-small', 'from the labels and the predictions of a trained model')
    .example('mnist-adder train --training.keep best', 'the weights with the lowest validation loss')
    .example('mnist-adder train --recipe mlp-490 --print-config > mine.yaml', 'a file to change settings in …')
    .example('mnist-adder train --config mine.yaml --seed 3', '… and to train with')
    .example('mnist-adder train --resume runs/seven', 'go on with a run that was stopped');
  for (const option of [...ofNewRun, ...ofAnyRun]) command.addOption(option);
  command.does(async () => (await import('./train.js')).trainRecipe);
  for (const option of settings) command.addOption(option);
  return command;
}
