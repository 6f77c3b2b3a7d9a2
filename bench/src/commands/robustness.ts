import { splitDigits } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { CORRUPTIONS } from '../corruptions/corruptions.js';
import { MNIST_C } from '../corruptions/mnist-c.js';
import { measureRobustness } from '../measure/measure-robustness.js';
import { openModel } from '../measure/open-model.js';
import { RESULTS_FOLDER } from '../results/results-file.js';
import { addRobustness } from '../results/robustness.js';
import { namedFolders } from './named-folders.js';

const MNIST_C_FLAG = '--mnist-c';
/** Settings are chosen on the validation images that the recipes hold out. These accuracies are shown, and not kept. */
const VALIDATION_FLAG = '--validation';
const VALIDATION_IMAGES = 2000;

const example = `pnpm --filter bench robustness [${MNIST_C_FLAG}] [${VALIDATION_FLAG}] models/adder-small …`;
const given = process.argv.slice(2);
const [isMnistC, isValidation] = [given.includes(MNIST_C_FLAG), given.includes(VALIDATION_FLAG)];
const folders = namedFolders(
  given.filter((argument) => argument !== MNIST_C_FLAG && argument !== VALIDATION_FLAG),
  'saved models',
  example,
);
if (folders.length > 0) {
  const models = await Promise.all(folders.map(openModel));
  const { train, test } = await readMnist();
  const digits = isValidation ? splitDigits(train, { validation: VALIDATION_IMAGES }).validation : test;
  const measured = await measureRobustness(models, digits, isMnistC ? MNIST_C : CORRUPTIONS, !isMnistC);
  for (const [i, { recipe, seed, dispose }] of models.entries()) {
    await dispose();
    const corruptions = measured[i]!;
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
