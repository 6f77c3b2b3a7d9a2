import { findRecipe } from '@mnist-adder/trainer/recipes';
import { readHeadRuns } from '../results/head-runs.js';
import { readNumbers } from '../results/numbers.js';
import { readPageResults } from '../results/page.js';
import { readRecipeResults, type Run } from '../results/recipe-results.js';
import { readRobustness } from '../results/robustness.js';
import { readSpeed } from '../results/speed.js';
import { calibrationTable, headsTable, mnistCTable, numbersTable, robustnessTable } from './accuracy-tables.js';
import { additionRunsTable, additionTable, type AdditionRun } from './addition-table.js';
import { aimsTable, pageTable } from './aims.js';
import { leaderboard, leaderboardTable } from './leaderboard.js';
import { profileTable, speedTables } from './speed-tables.js';

/** A document with places for tables. */
interface Document {
  readonly file: URL;
  /** The texts between its markers, by the names of the markers. */
  readonly contents: Readonly<Record<string, string>>;
}

const documentOf = (path: string, contents: Document['contents']): Document => ({
  file: new URL(`../../../${path}`, import.meta.url),
  contents,
});

/** Makes the tables of every document from the committed results. */
export function documents(folder: string): Document[] {
  const results = readRecipeResults(folder);
  const isAddition = (run: Run): run is AdditionRun => run.addition !== undefined;
  const additions = results.flatMap(({ runs }) => runs.filter(isAddition));
  const readers = results.filter(({ runs }) => !runs.some(isAddition));
  const robustness = readRobustness(folder, 'robustness');
  const speed = readSpeed(folder);
  return [
    documentOf('README.md', {
      results: leaderboardTable(leaderboard(readers, (recipe) => findRecipe(recipe)!.reported)),
    }),
    documentOf('bench/README.md', {
      aims: aimsTable(speed),
      speed: speedTables(speed),
      profile: profileTable(speed.profile),
    }),
    documentOf('packages/web-demo/README.md', { page: pageTable(readPageResults(folder)) }),
    documentOf('docs/heads.md', { heads: headsTable(readHeadRuns(folder)) }),
    documentOf('docs/addition.md', { addition: additionTable(additions), runs: additionRunsTable(additions) }),
    documentOf('docs/accuracy.md', {
      calibration: calibrationTable(readers),
      robustness: robustnessTable(robustness, 'asItIs'),
      prepared: robustnessTable(robustness, 'prepared'),
      'mnist-c': mnistCTable(readRobustness(folder, 'mnist-c')),
      numbers: numbersTable(readNumbers(folder)),
    }),
  ];
}
