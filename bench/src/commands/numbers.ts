import { readMnist } from '@mnist-adder/dataset/node';
import { measureNumbers } from '../measure/measure-numbers.js';
import { openModel } from '../measure/open-model.js';
import { writeNumbers } from '../results/numbers.js';
import { RESULTS_FOLDER } from '../results/results-file.js';
import { namedFolders } from './named-folders.js';

/** Number of numbers of each length. */
const COUNT = 200;

const [folder] = namedFolders(process.argv.slice(2), 'a saved model', 'pnpm --filter bench numbers models/exact-small');
if (folder !== undefined) {
  const { recipe, seed, predict, dispose } = await openModel(folder);
  const results = await measureNumbers(predict, (await readMnist()).test, COUNT);
  await dispose();
  writeNumbers(RESULTS_FOLDER, { recipe, seed, count: COUNT, results });
  for (const { spacing, length, numberAccuracy, countAccuracy } of results) {
    const [right, counted] = [numberAccuracy, countAccuracy].map((part) => (100 * part).toFixed(1));
    process.stdout.write(`${length} digits, ${spacing}: ${right} % right, ${counted} % with as many digits\n`);
  }
}
