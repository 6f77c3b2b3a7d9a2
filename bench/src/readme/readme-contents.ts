import { findRecipe } from '@mnist-adder/trainer';
import { leaderboardTable } from '../leaderboard/leaderboard-table.js';
import { leaderboard } from '../leaderboard/leaderboard.js';
import { readRecipeResults } from '../results/recipe-results.js';
import { readSpeed } from '../speed/speed-file.js';
import { machineText, speedTable } from '../speed/speed-table.js';

/** What stands between the README's markers, by their names, made from the committed results. */
export function readmeContents(folder: string): Record<string, string> {
  const speed = readSpeed(folder);
  return {
    results: leaderboardTable(leaderboard(readRecipeResults(folder), (recipe) => findRecipe(recipe)!.reported)),
    speed: `${speedTable(speed)}\n\n${machineText(speed)}`,
  };
}
