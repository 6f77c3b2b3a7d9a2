import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMnist } from '@mnist-adder/dataset/node';
import { expect, test } from 'vitest';
import { RESULTS_FOLDER } from '../results/results-file.js';
import { drawFigures, FIGURES_FOLDER } from './figures.js';

const { train } = await readMnist();

test('the committed figures show the committed results; `pnpm figures` draws them', () => {
  const drawn = drawFigures(RESULTS_FOLDER, train);
  expect(readdirSync(FIGURES_FOLDER).sort()).toEqual(Object.keys(drawn));
  for (const [name, svg] of Object.entries(drawn)) {
    expect(readFileSync(join(FIGURES_FOLDER, name), 'utf8') === svg, name).toBe(true);
  }
});

test('a figure is drawn in the reader’s colours and needs no other file', () => {
  for (const svg of Object.values(drawFigures(RESULTS_FOLDER, train))) {
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg).not.toMatch(/(?:fill|stroke)="(?:#|black|white)/);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|NaN|Infinity|undefined/);
  }
});
