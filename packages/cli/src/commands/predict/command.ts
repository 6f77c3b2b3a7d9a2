import { Option } from 'commander';
import { CliCommand } from '../../definition/cli-command.js';
import {
  modelOption,
  optionOfDigits,
  optionOfNumber,
  optionOneOf,
  OR_EXPORTED,
  wholeNumber,
} from '../../definition/options.js';

/** `mnist-adder predict` */
export function predictCommand(): CliCommand {
  return new CliCommand('predict')
    .description(
      'Reads the digit in each picture and adds a number to it. A picture can have any size, dark on light or light on dark.',
    )
    .argument(
      '[images...]',
      'PNG, JPEG, WebP or GIF files, folders with such files in them or below, patterns such as "*.png", CSV files of 784 pixels in a row, or - for standard input',
    )
    .option('--number', 'read numbers of any length: several digits side by side')
    .addOption(
      optionOfDigits('--add <n>', 'the number to add: 0 to 9 (default: 0), or any whole number with --number', 300),
    )
    .addOption(new Option('--add-image <file>', 'a picture of the number to add').conflicts('add'))
    .addOption(
      new Option('--test <index>', "an image of MNIST's test set, 0 to 9999; can be repeated")
        .default([], 'none')
        .argParser((text: string, before: readonly number[]) => [...before, wholeNumber(0, 9999)(text)]),
    )
    .addOption(modelOption('--model <model>', 'what reads them', OR_EXPORTED).default(undefined, 'adder-small'))
    .addOption(
      optionOneOf('--format <name>', 'how predictions are shown: drawn, a line each, or a table', [
        'picture',
        'line',
        'csv',
      ])
        .default('picture')
        .conflicts('json'),
    )
    .addOption(optionOfNumber('--threads <n>', 'threads for many images (default: one per core)', 1, 256))
    .example('mnist-adder predict seven.png --add 5', 'a picture and a number')
    .example('mnist-adder predict seven.png --add-image two.jpg', 'two handwritten digits')
    .example('mnist-adder predict 38.png --number --add 47', 'a number of several digits')
    .example("mnist-adder predict 'scans/*.png' drawings/ --json", 'many, for a program')
    .example('mnist-adder predict scans/ --format csv > scans.csv', 'many, for a spreadsheet')
    .example('mnist-adder predict test.csv --format csv > answers.csv', "Kaggle's table of images")
    .example('curl -s https://example.org/7.png | mnist-adder predict -', 'from standard input')
    .example('mnist-adder predict --test 0 --add 5', 'the first image of the test set')
    .does(async () => (await import('./predict.js')).predict);
}
