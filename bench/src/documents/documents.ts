import { findRecipe } from '@mnist-adder/trainer';
import { readHeadRuns } from '../heads/head-results.js';
import { headsTable } from '../heads/heads-table.js';
import { leaderboardTable } from '../leaderboard/leaderboard-table.js';
import { leaderboard } from '../leaderboard/leaderboard.js';
import { readRecipeResults } from '../results/recipe-results.js';
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
  return [
    {
      file: new URL('../../../README.md', import.meta.url),
      contents: {
        results: leaderboardTable(leaderboard(readRecipeResults(folder), (recipe) => findRecipe(recipe)!.reported)),
        speed: speedSummary(speed),
      },
    },
    {
      file: new URL('../../README.md', import.meta.url),
      contents: { aims: aimsTable(speed), speed: speedTables(speed), profile: profileTable(speed) },
    },
    {
      file: new URL('../../../docs/heads.md', import.meta.url),
      contents: { heads: headsTable(readHeadRuns(folder)) },
    },
  ];
}
