import { Option } from 'commander';
import { CliCommand } from '../../program/cli-command.js';
import { optionOneOf } from '../../program/one-of.js';
import { wholeNumber } from '../../program/whole-number.js';

/** `mnist-adder export` */
export function exportCommand(): CliCommand {
  return new CliCommand('export')
    .description(
      'Writes a saved model as an ONNX graph, for a fixed number of images at once: image [n, 28, 28, 1], 0 to 1, and addend [n], 0 to 9, to digit [n, 10] and sum [n, 19].',
    )
    .argument('[model]', 'directory of a saved model, or of a run (default: the model that comes along)')
    .addOption(optionOneOf('--format <name>', 'what to write', ['onnx']).default('onnx'))
    .addOption(new Option('--batch <n>', 'images at once').default(1).argParser(wholeNumber(1, 4096)))
    .requiredOption('--out <file>', 'the file to write')
    .example('mnist-adder export runs/seven --out seven.onnx', 'for one image at a time')
    .example('mnist-adder export --batch 256 --out batches.onnx', 'the model that comes along, for batches')
    .does(async () => (await import('./export.js')).exportModel);
}
