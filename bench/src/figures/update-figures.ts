import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMnist } from '@mnist-adder/dataset/node';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { FIGURES_FOLDER } from './figures-folder.js';
import { drawFigures } from './figures.js';

const { train } = await readMnist();
mkdirSync(FIGURES_FOLDER, { recursive: true });
for (const [name, svg] of Object.entries(drawFigures(RESULTS_FOLDER, train))) {
  writeFileSync(join(FIGURES_FOLDER, name), svg);
}
