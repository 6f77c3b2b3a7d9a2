import { resolve } from 'node:path';
import { addRun } from './recipe-results.js';
import { readRun } from './read-run.js';
import { RESULTS_FOLDER } from './results-folder.js';

const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write('Name the directories of finished runs: pnpm --filter bench add-runs runs/adder-fast-…\n');
  process.exitCode = 2;
}
for (const folder of folders) {
  const { recipe, run } = readRun(resolve(process.env.INIT_CWD ?? '.', folder));
  addRun(RESULTS_FOLDER, recipe, run);
  process.stdout.write(`${recipe}, seed ${run.seed}: added\n`);
}
