import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMnist } from '@mnist-adder/dataset/node';
import { expect, test } from 'vitest';
import { readRecipeResults } from '../results/recipe-results.js';
import { RESULTS_FOLDER } from '../results/results-folder.js';
import { curvesFigure } from './curves-figure.js';
import { FIGURES_FOLDER } from './figures-folder.js';
import { drawFigures } from './figures.js';

const { train } = await readMnist();

test('the committed figures show the committed results; `pnpm figures` draws them', () => {
  const drawn = drawFigures(RESULTS_FOLDER, train);
  expect(readdirSync(FIGURES_FOLDER).sort()).toEqual(Object.keys(drawn));
  for (const [name, svg] of Object.entries(drawn)) {
    expect(readFileSync(join(FIGURES_FOLDER, name), 'utf8') === svg, name).toBe(true);
  }
});

test('a figure is drawn in the reader’s colours and needs nothing from elsewhere', () => {
  for (const svg of Object.values(drawFigures(RESULTS_FOLDER, train))) {
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg).not.toMatch(/(?:fill|stroke)="(?:#|black|white)/);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|NaN|Infinity|undefined/);
  }
});

test('a recipe that reads digits only has no curve of sums, and a perfect epoch has its place', () => {
  const machine = readRecipeResults(RESULTS_FOLDER)[0]!.runs[0]!.machine;
  const metrics = { digitAccuracy: 1, digitLoss: 0.01, loss: 0.01 };
  const evaluation = { ...metrics, pairs: 10 };
  const first = { ...metrics, digitAccuracy: 0.5, digitLoss: 1, loss: 1 };
  const svg = curvesFigure([
    {
      recipe: 'mlp-490',
      runs: [
        {
          ...{ seed: 1, backend: 'onnx', epochs: 2, parameters: 1, settings: {}, evaluation, machine },
          ...{ trainSeconds: 1, totalSeconds: 1, peakMemoryBytes: 1 },
          curves: [first, metrics].map((train, epoch) => ({ epoch, train, validation: { ...train, pairs: 10 } })),
        },
      ],
    },
  ]);
  expect(svg).toContain('>mlp-490<');
  expect(svg).not.toMatch(/<path [^>]*var\(--sum\)/);
  expect(svg.match(/<path [^>]*d="M/g)).toHaveLength(4);
  expect(svg).not.toMatch(/NaN|Infinity/);
});
