import { CliCommand } from '../../definition/cli-command.js';
import {
  modelArgument,
  optionOfNumber,
  optionOneOf,
  preparationOption,
  transposedOption,
} from '../../definition/options.js';

/** The operator sets of ONNX that tfjs-onnx can write. (It is not loaded for a help text.) */
const OPSETS = { min: 13, max: 23, usual: 18 };

/** `mnist-adder export` */
export function exportCommand(): CliCommand {
  return new CliCommand('export')
    .description(
      'Writes a saved model for other programs. An ONNX model takes image [batch, 28, 28, 1], 0 to 1, and addend [batch, 10], one-hot. It returns the probabilities digit [batch, 10] and sum [batch, 19]. The weights of a TensorFlow.js model can be rounded to make it smaller. The command then measures what that costs on all pairs of the test images.',
    )
    .addArgument(modelArgument())
    .addOption(optionOneOf('--format <name>', 'what to write', ['onnx', 'tfjs']).default('onnx'))
    .addOption(
      optionOfNumber(
        '--opset <n>',
        `operator set of ONNX, ${OPSETS.min} to ${OPSETS.max} (default: ${OPSETS.usual})`,
        OPSETS.min,
        OPSETS.max,
      ).conflicts('quantize'),
    )
    .addOption(optionOneOf('--quantize <type>', 'round the weights of a TensorFlow.js model', ['float16', 'uint8']))
    .option('--data <path>', 'labelled digits to measure the cost of rounding on (default: MNIST)')
    .addOption(transposedOption())
    .addOption(preparationOption())
    .requiredOption('--out <path>', 'the ONNX file, or the directory of the TensorFlow.js model')
    .example('mnist-adder export runs/seven --out seven.onnx', 'for ONNX Runtime, in any language')
    .example('mnist-adder export --format tfjs --quantize uint8 --out small', 'a quarter of the size, for a page')
    .does(async () => (await import('./export.js')).exportModel);
}
