import { CliCommand } from '../../definition/cli-command.js';
import {
  dataOption,
  optionOfNumber,
  optionOneOf,
  preparationOption,
  transposedOption,
} from '../../definition/options.js';

const partOption = () => optionOneOf('--part <name>', 'which images', ['test', 'train']).default('test');

/** `mnist-adder data info`, `mnist-adder data show` and `mnist-adder data export` */
export function dataCommand(): CliCommand {
  const info = new CliCommand('info')
    .summary('show where the images are, how many, and their digests')
    .description('Shows where the images come from, how many there are of each digit, and the digests of their files.')
    .addOption(dataOption())
    .addOption(transposedOption())
    .addOption(preparationOption())
    .example('mnist-adder data info', 'the installed MNIST')
    .example('mnist-adder data info --data ~/digits', 'your own pictures, in folders 0 to 9')
    .does(async () => (await import('./data-info.js')).dataInfo);
  const show = new CliCommand('show')
    .summary('draw images in the terminal')
    .description('Draws images in the terminal, with the label and the index of each below it.')
    .addOption(dataOption())
    .addOption(transposedOption())
    .addOption(preparationOption())
    .addOption(partOption())
    .addOption(optionOfNumber('--digit <n>', 'only images of this digit', 0, 9))
    .addOption(optionOfNumber('--from <index>', 'index of the first image', 0).default(0))
    .addOption(optionOfNumber('--count <n>', 'number of images', 1, 1000).default(6))
    .example('mnist-adder data show --digit 7 --count 12', 'a dozen sevens')
    .does(async () => (await import('./data-show.js')).dataShow);
  const exportOne = new CliCommand('export')
    .summary('write an image as a PNG file')
    .description('Writes one image as a PNG file of 28 × 28 pixels, light on black.')
    .addOption(dataOption())
    .addOption(transposedOption())
    .addOption(preparationOption())
    .addOption(partOption())
    .addOption(optionOfNumber('--index <n>', 'index of the image, from 0', 0).makeOptionMandatory())
    .requiredOption('--out <file>', 'the file to write')
    .example('mnist-adder data export --index 0 --out seven.png', 'the first image of the test set')
    .does(async () => (await import('./data-export.js')).dataExport);
  return new CliCommand('data')
    .description('Shows and exports the images that networks are trained and tested with.')
    .example('mnist-adder data show --digit 7 --count 12', 'a dozen sevens')
    .with(info, show, exportOne);
}
