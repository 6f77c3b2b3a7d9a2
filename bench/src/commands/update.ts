import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMnist } from '@mnist-adder/dataset/node';
import { documents } from '../documents/documents.js';
import { fillMarkers } from '../documents/markdown.js';
import { drawFigures, FIGURES_FOLDER } from '../figures/figures.js';
import { RESULTS_FOLDER } from '../results/results-file.js';

// Makes the tables of the documents, or the figures, from the committed results: tables | figures
if (process.argv[2] === 'tables') {
  for (const { file, contents } of documents(RESULTS_FOLDER)) {
    writeFileSync(file, fillMarkers(readFileSync(file, 'utf8'), contents));
  }
} else {
  const { train } = await readMnist();
  mkdirSync(FIGURES_FOLDER, { recursive: true });
  for (const [name, svg] of Object.entries(drawFigures(RESULTS_FOLDER, train))) {
    writeFileSync(join(FIGURES_FOLDER, name), svg);
  }
}
