import { Option } from 'commander';
import { CliCommand } from '../../program/cli-command.js';
import { optionOneOf } from '../../program/one-of.js';
import { wholeNumber } from '../../program/whole-number.js';

/** The operator sets of ONNX that can be written; those of `tfjs-onnx`, which is not loaded for a help text. */
const OPSETS = { least: 13, most: 23, usual: 18 };

/** `mnist-adder export` */
export function exportCommand(): CliCommand {
  return new CliCommand('export')
    .description(
      'Writes a saved model for other programs. As ONNX it takes image [batch, 28, 28, 1], 0 to 1, and addend [batch, 10], one-hot, and gives the probabilities digit [batch, 10] and sum [batch, 19]. As a TensorFlow.js model it can be rounded to be smaller, which is measured on all pairs of the test images.',
    )
    .argument('[model]', 'directory of a saved model, or of a run (default: the model that comes along)')
    .addOption(optionOneOf('--format <name>', 'what to write', ['onnx', 'tfjs']).default('onnx'))
    .addOption(
      new Option('--opset <n>', `operator set of ONNX, ${OPSETS.least} to ${OPSETS.most} (default: ${OPSETS.usual})`)
        .argParser(wholeNumber(OPSETS.least, OPSETS.most))
        .conflicts('quantize'),
    )
    .addOption(optionOneOf('--quantize <type>', 'round the weights of a TensorFlow.js model', ['float16', 'uint8']))
    .option('--data <dir>', 'folder of four IDX files to measure what rounding costs on (default: MNIST)')
    .requiredOption('--out <path>', 'the ONNX file, or the directory of the TensorFlow.js model')
    .example('mnist-adder export runs/seven --out seven.onnx', 'for ONNX Runtime, in any language')
    .example('mnist-adder export --format tfjs --quantize uint8 --out small', 'a quarter of the size, for a page')
    .does(async () => (await import('./export.js')).exportModel);
}
