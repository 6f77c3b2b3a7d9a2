import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RESULTS_FOLDER } from '../results/results-file.js';
import { documents } from './documents.js';
import { fillMarkers } from './markdown.js';

test('the documents say what the committed results say; `pnpm leaderboard` makes them', () => {
  for (const { file, contents } of documents(RESULTS_FOLDER)) {
    const text = readFileSync(file, 'utf8');
    expect(text).toBe(fillMarkers(text, contents));
  }
});
