import { CliCommand } from '../../program/cli-command.js';
import { optionOneOf } from '../../program/one-of.js';
import { BACKENDS } from '../../program/vocabulary.js';

/** `mnist-adder evaluate` */
export function evaluateCommand(): CliCommand {
  return new CliCommand('evaluate')
    .description('Evaluates a saved model on the 10,000 test images of MNIST, with every addend each.')
    .argument('[model]', 'directory of a saved model, or of a run (default: the model that comes along)')
    .option('--data <dir>', 'folder of four IDX files, gzipped or not (default: MNIST)')
    .addOption(optionOneOf('--by <group>', 'accuracy by', ['digit', 'addend']))
    .option('--confusion', 'which digits are taken for which')
    .option('--compare <model>', 'test on the same images whether the difference to another model is more than chance')
    .addOption(optionOneOf('--backend <name>', 'what to run on', BACKENDS).default('auto'))
    .example('mnist-adder evaluate', 'the model that comes along')
    .example('mnist-adder evaluate runs/seven --by digit', 'the model of a run: is one digit harder than the others?')
    .example('mnist-adder evaluate runs/seven --compare runs/eight', 'is one better, or luckier?')
    .example('mnist-adder evaluate runs/seven --data ~/qmnist --json', 'on other images, for a program')
    .does(async () => (await import('./evaluate.js')).evaluate);
}
