import { Option } from 'commander';
import { CliCommand } from '../../definition/cli-command.js';
import { naming } from '../../definition/names.js';
import { optionOfNumber } from '../../definition/options.js';
import { newRunOptions, settingOptions } from './run-options.js';

/** `mnist-adder train`; also `npm start` and `pnpm --filter trainer start` */
export function trainCommand(): CliCommand {
  const ofAnyRun = [
    naming(
      'run',
      new Option('--resume <run>', 'go on with this run, with its own settings: its directory, name, or latest'),
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
    .description(
      'Trains a network that reads a handwritten digit and adds a number to it, and saves it. Every setting of a recipe is an option. A list is 8,16 or [8,16]. {} adds a group of settings with its defaults. null takes out what can be left out, and gives any other setting its default.',
    )
    .example('mnist-adder train', 'the default recipe')
    .example('mnist-adder train --recipe exact-fast --epochs 1', 'the network whose addition is exact, one epoch')
    .example('mnist-adder train --recipe addition --digits 2', 'digits from nothing but sums of two-digit numbers')
    .example('mnist-adder train --lr 0.02 -e 5 -b 128', 'another learning rate, five epochs, other batches')
    .example('mnist-adder train --seed 7 --out runs/seven', 'another seed, in a directory of your choice')
    .example('mnist-adder train --data ~/fashion-mnist', "other images in MNIST's layout")
    .example('mnist-adder train --teacher exact-small', 'from the labels and the predictions of a trained model')
    .example('mnist-adder train --training.keep best', 'the weights with the lowest validation loss')
    .example(
      'mnist-adder train --recipe adder-small --training.averaging null',
      'without something that the recipe has',
    )
    .example('mnist-adder train --recipe mlp-490 --print-config > mine.yaml', 'a file to change settings in …')
    .example('mnist-adder train --config mine.yaml --seed 3', '… and to train with')
    .example('mnist-adder train --resume latest', 'go on with the run that was stopped last');
  for (const option of [...newRunOptions(), ...ofAnyRun]) command.addOption(option);
  command.does(async () => (await import('./train.js')).trainRecipe);
  for (const { option } of settingOptions()) command.addOption(option);
  return command;
}
