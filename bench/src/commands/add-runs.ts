import { readRun } from '../results/read-run.js';
import { addRun } from '../results/recipe-results.js';
import { RESULTS_FOLDER } from '../results/results-file.js';
import { namedFolders } from './named-folders.js';

const example = 'pnpm --filter bench add-runs runs/adder-fast-…';
for (const folder of namedFolders(process.argv.slice(2), 'finished runs', example)) {
  const { recipe, run } = readRun(folder);
  addRun(RESULTS_FOLDER, recipe, run);
  process.stdout.write(`${recipe}, seed ${run.seed}: added\n`);
}
