import { readFileSync, writeFileSync } from 'node:fs';
import { readmeContents } from './readme-contents.js';
import { fillMarkers } from './readme-tables.js';
import { RESULTS_FOLDER } from './results-files.js';

const readme = new URL('../../README.md', import.meta.url);
writeFileSync(readme, fillMarkers(readFileSync(readme, 'utf8'), readmeContents(RESULTS_FOLDER)));
