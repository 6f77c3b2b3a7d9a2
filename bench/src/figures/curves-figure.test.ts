import { expect, test } from 'vitest';
import { readRecipeResults, type Run } from '../results/recipe-results.js';
import { RESULTS_FOLDER } from '../results/results-file.js';
import type { Scores } from '@mnist-adder/model/spec';
import { curvePoints, curvesFigure } from './curves-figure.js';

const digits: Scores = { pairs: 4, loss: 1, digit: { accuracy: 0.75, loss: 0.5 } };
const sums: Scores = { ...digits, sum: { accuracy: 0.5, loss: 0.75 } };
const points = (train: Scores, validation: Scores) =>
  curvePoints({ seed: 3, curves: [{ epoch: 1, train, validation }] } as Run);

test('training stands in the middle of its epoch, validation at the end', () => {
  expect(points(digits, digits)).toEqual([
    { seed: 3, part: 'train', output: 'digit', epochs: 1.5, errors: 0.25, loss: 0.5 },
    { seed: 3, part: 'validation', output: 'digit', epochs: 2, errors: 0.25, loss: 0.5 },
  ]);
});

test('a model that adds has points for its sums as well', () => {
  const both = points(sums, { ...sums, both: { accuracy: 0.5 } });
  expect(both.map(({ part, output, errors, loss }) => [part, output, errors, loss])).toEqual([
    ['train', 'digit', 0.25, 0.5],
    ['train', 'sum', 0.5, 0.75],
    ['validation', 'digit', 0.25, 0.5],
    ['validation', 'sum', 0.5, 0.75],
  ]);
});

test('a recipe that reads digits only has no curve of sums, and a perfect epoch has its place', () => {
  const machine = readRecipeResults(RESULTS_FOLDER)[0]!.runs[0]!.machine;
  const perfect: Scores = { pairs: 10, loss: 0.01, digit: { accuracy: 1, loss: 0.01 } };
  const first: Scores = { pairs: 10, loss: 1, digit: { accuracy: 0.5, loss: 1 } };
  const run: Run = {
    seed: 1,
    backend: 'onnx',
    epochs: 2,
    parameters: 1,
    settings: {},
    curves: [first, perfect].map((scores, epoch) => ({ epoch, train: scores, validation: scores })),
    evaluation: perfect,
    trainSeconds: 1,
    totalSeconds: 1,
    peakMemoryBytes: 1,
    machine,
  };
  const svg = curvesFigure([{ recipe: 'mlp-490', runs: [run] }]);
  expect(svg).toContain('>mlp-490<');
  expect(svg).not.toMatch(/<path [^>]*var\(--sum\)/);
  expect(svg.match(/<path [^>]*d="M/g)).toHaveLength(4);
  expect(svg).not.toMatch(/NaN|Infinity/);
});
