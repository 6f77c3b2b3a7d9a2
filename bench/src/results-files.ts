import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { speedSchema } from './measurement.js';
import type { Speed } from './measurement.js';
import { recipeResultsSchema } from './run-results.js';
import type { RecipeResults, Run } from './run-results.js';

/** Where the committed results lie. */
export const RESULTS_FOLDER = fileURLToPath(new URL('../results', import.meta.url));

const SPEED_FILE = 'speed.json';

export function readSpeed(folder: string): Speed {
  return speedSchema.parse(JSON.parse(readFileSync(join(folder, SPEED_FILE), 'utf8')));
}

export function writeSpeed(folder: string, speed: Speed): void {
  writeJson(join(folder, SPEED_FILE), speed);
}

/** The results of every recipe that has some. */
export function readResults(folder: string): RecipeResults[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== SPEED_FILE)
    .sort()
    .map((name) => recipeResultsSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** Adds a run to its recipe's results, in place of one with the same seed on the same backend. */
export function addRun(folder: string, recipe: string, run: Run): void {
  const file = join(folder, `${recipe}.json`);
  const known = existsSync(file) ? recipeResultsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).runs : [];
  const others = known.filter((other) => other.seed !== run.seed || other.backend !== run.backend);
  const runs = [...others, run].sort((a, b) => a.backend.localeCompare(b.backend) || a.seed - b.seed);
  writeJson(file, { recipe, runs });
}

function writeJson(file: string, content: unknown): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
