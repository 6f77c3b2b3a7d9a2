import { expect, test } from 'vitest';
import type { Run } from '../results/run.js';
import { curvePoints } from './curve-points.js';

const digits = { digitAccuracy: 0.75, digitLoss: 0.5, loss: 1 };
const sums = { ...digits, sumAccuracy: 0.5, sumLoss: 0.75 };
const run = (train: Run['curves'][number]['train'], validation: Run['curves'][number]['validation']) =>
  curvePoints({ seed: 3, curves: [{ epoch: 1, train, validation }] } as Run);

test('training stands in the middle of its epoch, validation at the end', () => {
  expect(run(digits, { ...digits, pairs: 1 })).toEqual([
    { seed: 3, part: 'train', answer: 'digit', epochs: 1.5, errors: 0.25, loss: 0.5 },
    { seed: 3, part: 'validation', answer: 'digit', epochs: 2, errors: 0.25, loss: 0.5 },
  ]);
});

test('a model that adds has points for its sums as well', () => {
  const points = run(sums, { ...sums, pairs: 1, bothAccuracy: 0.5 });
  expect(points.map(({ part, answer, errors, loss }) => [part, answer, errors, loss])).toEqual([
    ['train', 'digit', 0.25, 0.5],
    ['train', 'sum', 0.5, 0.75],
    ['validation', 'digit', 0.25, 0.5],
    ['validation', 'sum', 0.5, 0.75],
  ]);
});
