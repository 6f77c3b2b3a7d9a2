import { expect, test } from 'vitest';
import {
  afterCheckpoint,
  afterEpoch,
  afterStep,
  INITIAL_STATE,
  meanMetrics,
  trainingStateSchema,
} from './training-state.js';

const metrics = { loss: 1, digitLoss: 0, sumLoss: 1, digitAccuracy: 0.5, sumAccuracy: 0 };

test('the mean is taken metric by metric', () => {
  const once = afterStep(INITIAL_STATE, metrics, 2);
  const twice = afterStep(once, { ...metrics, loss: 3, sumLoss: 3, digitAccuracy: 1 }, 3);
  expect(meanMetrics(once.epoch)).toEqual(metrics);
  expect(meanMetrics(twice.epoch)).toEqual({ loss: 2, digitLoss: 0, sumLoss: 2, digitAccuracy: 0.75, sumAccuracy: 0 });
  expect(twice).toMatchObject({ step: 2, epoch: { steps: 2, seconds: 5 } });
});

test('an epoch is the best one if its validation loss is below that of all before', () => {
  const first = afterEpoch(afterStep(INITIAL_STATE, metrics, 2), 0, 0.5, 1);
  expect(first).toMatchObject({
    epoch: { steps: 0, sums: {}, seconds: 0 },
    best: { epoch: 0, step: 1, loss: 0.5 },
    seconds: { steps: 2, validation: 1 },
  });
  const second = afterEpoch(afterStep(first, metrics, 2), 1, 0.5, 1);
  expect(second.best).toEqual(first.best);
  expect(afterEpoch(afterStep(second, metrics, 2), 2, 0.4, 1).best).toEqual({ epoch: 2, step: 3, loss: 0.4 });
});

test('comes back from JSON with every bit', () => {
  const state = afterCheckpoint(afterStep(INITIAL_STATE, { ...metrics, loss: Math.PI / 7 }, 0.1 + 0.2), 1 / 3);
  expect(trainingStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
});
