import { readMnist } from '@mnist-adder/dataset/node';
import { CORRUPTIONS } from '../corruptions/corruptions.js';
import { MNIST_C } from '../corruptions/mnist-c.js';
import { measureRobustness } from '../measure/measure-robustness.js';
import { openModel } from '../measure/open-model.js';
import { RESULTS_FOLDER } from '../results/results-file.js';
import { addRobustness } from '../results/robustness.js';
import { namedFolders } from './named-folders.js';

const example = 'pnpm --filter bench robustness [--mnist-c] models/adder-small …';
const named = process.argv.slice(2);
const isMnistC = named.includes('--mnist-c');
const folders = namedFolders(
  named.filter((argument) => argument !== '--mnist-c'),
  'saved models',
  example,
);
if (folders.length > 0) {
  const models = await Promise.all(folders.map(openModel));
  const { test } = await readMnist();
  const measured = await measureRobustness(models, test, isMnistC ? MNIST_C : CORRUPTIONS, !isMnistC);
  for (const [i, { recipe, seed, dispose }] of models.entries()) {
    await dispose();
    const corruptions = measured[i]!;
    addRobustness(RESULTS_FOLDER, isMnistC ? 'mnist-c' : 'robustness', { recipe, seed, corruptions });
    const percent = (accuracy: number) => (100 * accuracy).toFixed(2);
    const shown = corruptions.map(
      ({ name, asItIs, prepared }) =>
        `${name} ${percent(asItIs)}${prepared === undefined ? '' : ` (${percent(prepared)})`}`,
    );
    process.stdout.write(`${recipe}, seed ${seed}: ${shown.join(', ')}\n`);
  }
}
