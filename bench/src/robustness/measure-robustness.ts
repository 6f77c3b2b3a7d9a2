import { readMnist } from '@mnist-adder/dataset/node';
import { openModel } from '../results/open-model.js';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { measureModels } from './measure-models.js';
import { robustnessResults } from './robustness-results.js';

const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write('Name the directories of saved models: pnpm --filter bench robustness models/adder-small …\n');
  process.exitCode = 2;
}
const models = await Promise.all(folders.map(openModel));
const measured = await measureModels(models, (await readMnist()).test);
for (const [i, { recipe, seed, dispose }] of models.entries()) {
  await dispose();
  const corruptions = measured[i]!;
  robustnessResults.add(RESULTS_FOLDER, { recipe, seed, corruptions });
  const shown = corruptions.map(
    ({ name, asItIs, prepared }) => `${name} ${(100 * asItIs).toFixed(2)} (${(100 * prepared).toFixed(2)})`,
  );
  process.stdout.write(`${recipe}, seed ${seed}: ${shown.join(', ')}\n`);
}
