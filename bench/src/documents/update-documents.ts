import { readFileSync, writeFileSync } from 'node:fs';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { documents } from './documents.js';
import { fillMarkers } from './fill-markers.js';

for (const { file, contents } of documents(RESULTS_FOLDER)) {
  writeFileSync(file, fillMarkers(readFileSync(file, 'utf8'), contents));
}
