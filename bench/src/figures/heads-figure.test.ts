import { expect, test } from 'vitest';
import type { HeadRun } from '../results/head-runs.js';
import { headPoints } from './heads-figure.js';

test('a window stands at its middle, the last one at the middle of what is left', () => {
  const run = {
    seed: 2,
    stepsPerWindow: 10,
    stepsPerEpoch: 12,
    trainAccuracy: { digit: [0.1, 0.2, 0.3], sum: [0.4, 0.5, 0.6] },
    validationAccuracy: { digit: [0.9, 0.9], sum: [0.8, 0.8] },
  } as HeadRun;
  expect(headPoints(run)).toEqual([
    { seed: 2, step: 5, digit: 0.1, sum: 0.4 },
    { seed: 2, step: 15, digit: 0.2, sum: 0.5 },
    { seed: 2, step: 22, digit: 0.3, sum: 0.6 },
  ]);
});
