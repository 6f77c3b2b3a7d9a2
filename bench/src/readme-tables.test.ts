import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readmeContents } from './readme-contents.js';
import { fillMarkers, resultsTable } from './readme-tables.js';
import { RESULTS_FOLDER } from './results-files.js';
import type { Run } from './run-results.js';

const run = (digitAccuracy: number, seed: number): Run => ({
  seed,
  backend: 'onnx',
  epochs: 3,
  parameters: 235_757,
  settings: {},
  curves: [],
  evaluation: {
    pairs: 100_000,
    digitAccuracy,
    sumAccuracy: 0.99,
    bothAccuracy: 0.99,
    digitLoss: 0.03,
    sumLoss: 0.03,
    loss: 0.06,
  },
  trainSeconds: 10 * seed,
  totalSeconds: 40,
  peakMemoryBytes: 4e8,
  machine: { cpu: 'a', cores: 2, memoryBytes: 1, node: 'v20', platform: 'linux-x64' },
});

describe('resultsTable', () => {
  test('gives mean and sample standard deviation over the seeds', () => {
    const table = resultsTable([{ recipe: 'r', runs: [run(0.991, 1), run(0.992, 2), run(0.993, 3)] }]);
    expect(table.split('\n')[2]).toMatch(
      /^\| `r` +\| 3 +\| 3 +\| 99\.20 ± 0\.10 \| 99\.00 ± 0\.00 \| 235,757 +\| 20 s +\| 400 MB +\|$/,
    );
  });
});

describe('fillMarkers', () => {
  test('replaces what stands between', () => {
    expect(fillMarkers('a\n<!-- x -->old<!-- /x -->\nb', { x: 'new' })).toBe('a\n<!-- x -->\n\nnew\n\n<!-- /x -->\nb');
  });

  test('wants its markers', () => {
    expect(() => fillMarkers('a', { x: 'new' })).toThrow('<!-- x -->');
  });
});

test('the README says what the committed results say', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toBe(fillMarkers(readme, readmeContents(RESULTS_FOLDER)));
});
