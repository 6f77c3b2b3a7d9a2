import { BACKEND_NAMES } from '@mnist-adder/backends/names';
import { CliCommand } from '../../definition/cli-command.js';
import {
  dataOption,
  modelArgument,
  modelOption,
  optionOneOf,
  OR_EXPORTED,
  preparationOption,
  transposedOption,
} from '../../definition/options.js';

/** `mnist-adder evaluate` */
export function evaluateCommand(): CliCommand {
  return new CliCommand('evaluate')
    .description('Evaluates a saved model on the 10,000 test images of MNIST or on your own, each with every addend.')
    .addArgument(modelArgument(OR_EXPORTED))
    .addOption(dataOption())
    .addOption(transposedOption())
    .addOption(preparationOption())
    .addOption(optionOneOf('--by <group>', 'show the accuracy by', ['digit', 'addend']))
    .option('--confusion', 'show which digits are read as which')
    .addOption(
      modelOption(
        '--compare <model>',
        'test on the same images whether the difference to another model is more than chance',
      ),
    )
    .addOption(optionOneOf('--backend <name>', 'what to run on', BACKEND_NAMES).default('auto'))
    .example('mnist-adder evaluate', 'the bundled model')
    .example('mnist-adder evaluate runs/seven --by digit', 'the model of a run: is one digit harder than the others?')
    .example('mnist-adder evaluate runs/seven --compare runs/eight', 'is one better, or luckier?')
    .example('mnist-adder evaluate runs/seven --data ~/qmnist --json', 'on other images, for a program')
    .example('mnist-adder evaluate --data ~/digits', 'on your own pictures, in folders 0 to 9')
    .does(async () => (await import('./evaluate.js')).evaluate);
}
