import { machineText, resultsTable, speedTable } from './readme-tables.js';
import { readResults, readSpeed } from './results-files.js';

/** What stands between the README's markers, by their names, made from the committed results. */
export function readmeContents(folder: string): Record<string, string> {
  const speed = readSpeed(folder);
  return {
    results: resultsTable(readResults(folder)),
    speed: `${speedTable(speed)}\n\n${machineText(speed)}`,
  };
}
