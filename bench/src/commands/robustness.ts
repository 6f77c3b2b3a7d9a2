import { parseArgs } from 'node:util';
import { splitDigits } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { CORRUPTIONS } from '../corruptions/corruptions.js';
import { MNIST_C } from '../corruptions/mnist-c.js';
import { measureRobustness } from '../measure/measure-robustness.js';
import { openModel } from '../measure/open-model.js';
import { RESULTS_FOLDER } from '../results/results-file.js';
import { addRobustness } from '../results/robustness.js';
import { namedFolders } from './named-folders.js';

/** The images that every recipe holds out for validation: the smallest of their sets, which is a part of the larger ones. */
const VALIDATION_IMAGES = 2000;

const example = 'pnpm --filter bench robustness [--mnist-c] [--validation] models/adder-small …';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'mnist-c': { type: 'boolean', default: false }, validation: { type: 'boolean', default: false } },
});
const { 'mnist-c': isMnistC, validation: isValidation } = values;
const folders = namedFolders(positionals, 'saved models', example);
if (folders.length > 0) {
  const models = await Promise.all(folders.map(openModel));
  const { train, test } = await readMnist();
  const digits = isValidation ? splitDigits(train, { validation: VALIDATION_IMAGES }).validation : test;
  const measured = await measureRobustness(models, digits, isMnistC ? MNIST_C : CORRUPTIONS, !isMnistC);
  for (const [i, { recipe, seed, dispose }] of models.entries()) {
    await dispose();
    const corruptions = measured[i]!;
    // Settings are chosen by these accuracies, and they are no results.
    if (!isValidation) {
      addRobustness(RESULTS_FOLDER, isMnistC ? 'mnist-c' : 'robustness', { recipe, seed, corruptions });
    }
    const percent = (accuracy: number) => (100 * accuracy).toFixed(2);
    const shown = corruptions.map(
      ({ name, asItIs, prepared }) =>
        `${name} ${percent(asItIs)}${prepared === undefined ? '' : ` (${percent(prepared)})`}`,
    );
    process.stdout.write(`${recipe}, seed ${seed}: ${shown.join(', ')}\n`);
  }
}
