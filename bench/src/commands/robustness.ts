import { readMnist } from '@mnist-adder/dataset/node';
import { measureRobustness } from '../measure/measure-robustness.js';
import { openModel } from '../measure/open-model.js';
import { RESULTS_FOLDER } from '../results/results-file.js';
import { addRobustness } from '../results/robustness.js';
import { namedFolders } from './named-folders.js';

const example = 'pnpm --filter bench robustness models/adder-small …';
const folders = namedFolders(process.argv.slice(2), 'saved models', example);
if (folders.length > 0) {
  const models = await Promise.all(folders.map(openModel));
  const measured = await measureRobustness(models, (await readMnist()).test);
  for (const [i, { recipe, seed, dispose }] of models.entries()) {
    await dispose();
    const corruptions = measured[i]!;
    addRobustness(RESULTS_FOLDER, { recipe, seed, corruptions });
    const shown = corruptions.map(
      ({ name, asItIs, prepared }) => `${name} ${(100 * asItIs).toFixed(2)} (${(100 * prepared).toFixed(2)})`,
    );
    process.stdout.write(`${recipe}, seed ${seed}: ${shown.join(', ')}\n`);
  }
}
