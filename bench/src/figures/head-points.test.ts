import { expect, test } from 'vitest';
import type { HeadRun } from '../heads/head-results.js';
import { headPoints } from './head-points.js';

test('a window stands at its middle, the last one at the middle of what is left', () => {
  const accuracy = { digitAccuracy: 0.9, sumAccuracy: 0.8 };
  const run = {
    ...{ seed: 2, stepsPerWindow: 10, stepsPerEpoch: 12, validation: [accuracy, accuracy] },
    ...{ digitAccuracy: [0.1, 0.2, 0.3], sumAccuracy: [0.4, 0.5, 0.6] },
  } as HeadRun;
  expect(headPoints(run)).toEqual([
    { seed: 2, step: 5, digit: 0.1, sum: 0.4 },
    { seed: 2, step: 15, digit: 0.2, sum: 0.5 },
    { seed: 2, step: 22, digit: 0.3, sum: 0.6 },
  ]);
});
