import { Option } from 'commander';
import { CliCommand } from '../../program/cli-command.js';
import { optionOneOf } from '../../program/one-of.js';
import { wholeNumber } from '../../program/whole-number.js';

const DATA = ['--data <dir>', 'folder of four IDX files, gzipped or not (default: MNIST)'] as const;
const partOption = () => optionOneOf('--part <name>', 'which images', ['test', 'train']).default('test');

/** `mnist-adder data info`, `mnist-adder data show` and `mnist-adder data export` */
export function dataCommand(): CliCommand {
  const info = new CliCommand('info')
    .summary('where the images are, how many, and their digests')
    .description('Says where the images come from, how many there are of each digit, and their digests.')
    .option(...DATA)
    .example('mnist-adder data info', 'MNIST, as it was installed')
    .does(async () => (await import('./data-info.js')).dataInfo);
  const show = new CliCommand('show')
    .summary('draw images in the terminal')
    .description('Draws images in the terminal, each over its place in the set and its label.')
    .option(...DATA)
    .addOption(partOption())
    .addOption(new Option('--digit <n>', 'only images of this digit').argParser(wholeNumber(0, 9)))
    .addOption(new Option('--from <index>', 'the first one to look at').default(0).argParser(wholeNumber(0)))
    .addOption(new Option('--count <n>', 'how many').default(6).argParser(wholeNumber(1, 1000)))
    .example('mnist-adder data show --digit 7 --count 12', 'a dozen sevens')
    .does(async () => (await import('./data-show.js')).dataShow);
  const exportOne = new CliCommand('export')
    .summary('write an image as a PNG file')
    .description('Writes one image as a PNG file of 28 × 28 pixels, light on black.')
    .option(...DATA)
    .addOption(partOption())
    .addOption(
      new Option('--index <n>', 'its place in the set, from 0').makeOptionMandatory().argParser(wholeNumber(0)),
    )
    .requiredOption('--out <file>', 'the file to write')
    .example('mnist-adder data export --index 0 --out seven.png', 'the first image of the test set')
    .does(async () => (await import('./data-export.js')).dataExport);
  return new CliCommand('data')
    .description('Looks at the images that networks are trained and tested with.')
    .example('mnist-adder data show --digit 7 --count 12', 'a dozen sevens')
    .with(info, show, exportOne);
}
