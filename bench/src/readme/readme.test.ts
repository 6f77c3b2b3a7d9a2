import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { fillMarkers } from './fill-markers.js';
import { readmeContents } from './readme-contents.js';

test('the README says what the committed results say', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  expect(readme).toBe(fillMarkers(readme, readmeContents(RESULTS_FOLDER)));
});
