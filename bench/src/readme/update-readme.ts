import { readFileSync, writeFileSync } from 'node:fs';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { fillMarkers } from './fill-markers.js';
import { readmeContents } from './readme-contents.js';

const readme = new URL('../../../README.md', import.meta.url);
writeFileSync(readme, fillMarkers(readFileSync(readme, 'utf8'), readmeContents(RESULTS_FOLDER)));
