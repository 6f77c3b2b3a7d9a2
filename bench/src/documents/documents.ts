import { findRecipe } from '@mnist-adder/trainer';
import { additionRunsTable, additionTable } from '../addition/addition-table.js';
import { calibrationTable } from '../calibration/calibration-table.js';
import { readHeadRuns } from '../heads/head-results.js';
import { headsTable } from '../heads/heads-table.js';
import { leaderboardTable } from '../leaderboard/leaderboard-table.js';
import { leaderboard } from '../leaderboard/leaderboard.js';
import { readPageResults } from '../page/page-results.js';
import { pageTable } from '../page/page-table.js';
import { readRecipeResults } from '../results/recipe-results.js';
import { robustnessResults } from '../robustness/robustness-results.js';
import { robustnessTable } from '../robustness/robustness-table.js';
import { aimsTable } from '../speed/aims.js';
import { readSpeed } from '../speed/speed-file.js';
import { profileTable, speedSummary, speedTables } from '../speed/speed-table.js';

/** A document with places for tables. */
interface Document {
  readonly file: URL;
  /** What stands between its markers, by their names. */
  readonly contents: Readonly<Record<string, string>>;
}

/** Every document that has tables, with those that the committed results make. */
export function documents(folder: string): Document[] {
  const speed = readSpeed(folder);
  const results = readRecipeResults(folder);
  const additions = results.flatMap(({ runs }) => runs.filter(({ addition }) => addition !== undefined));
  const readers = results.filter(({ runs }) => runs.every(({ addition }) => addition === undefined));
  const robustness = robustnessResults.read(folder);
  return [
    {
      file: new URL('../../../README.md', import.meta.url),
      contents: {
        results: leaderboardTable(leaderboard(readers, (recipe) => findRecipe(recipe)!.reported)),
        speed: speedSummary(speed),
      },
    },
    {
      file: new URL('../../README.md', import.meta.url),
      contents: { aims: aimsTable(speed), speed: speedTables(speed), profile: profileTable(speed) },
    },
    {
      file: new URL('../../../packages/web-demo/README.md', import.meta.url),
      contents: { page: pageTable(readPageResults(folder)) },
    },
    {
      file: new URL('../../../docs/heads.md', import.meta.url),
      contents: { heads: headsTable(readHeadRuns(folder)) },
    },
    {
      file: new URL('../../../docs/addition.md', import.meta.url),
      contents: { addition: additionTable(additions), runs: additionRunsTable(additions) },
    },
    {
      file: new URL('../../../docs/accuracy.md', import.meta.url),
      contents: {
        calibration: calibrationTable(readers),
        robustness: robustnessTable(robustness, 'asItIs'),
        prepared: robustnessTable(robustness, 'prepared'),
      },
    },
  ];
}
