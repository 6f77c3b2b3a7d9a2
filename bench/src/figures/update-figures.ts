import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { FIGURES_FOLDER } from './figures-folder.js';
import { drawFigures } from './figures.js';

mkdirSync(FIGURES_FOLDER, { recursive: true });
for (const [name, svg] of Object.entries(drawFigures(RESULTS_FOLDER))) {
  writeFileSync(join(FIGURES_FOLDER, name), svg);
}
