import { expect, test } from 'vitest';
import { afterCheckpoint, afterEpoch, afterStep, INITIAL_STATE } from './training-state.js';
import { trainingStateSchema } from './training-state-schema.js';

const scores = { pairs: 8, loss: 1, digit: { accuracy: 0.5, loss: 0 }, sum: { accuracy: 0, loss: 1 } };

test('the scores of an epoch are those of its batches together', () => {
  const once = afterStep(INITIAL_STATE, scores, 2);
  const twice = afterStep(
    once,
    { pairs: 8, loss: 3, digit: { accuracy: 1, loss: 0 }, sum: { accuracy: 0, loss: 3 } },
    3,
  );
  expect(once.epoch.scores).toEqual(scores);
  expect(twice.epoch.scores).toEqual({
    pairs: 16,
    loss: 2,
    digit: { accuracy: 0.75, loss: 0 },
    sum: { accuracy: 0, loss: 2 },
  });
  expect(twice).toMatchObject({ step: 2, epoch: { steps: 2, seconds: 5 } });
});

test('an epoch is the best one if its validation loss is below that of all before', () => {
  const first = afterEpoch(afterStep(INITIAL_STATE, scores, 2), 0, 0.5, 1);
  expect(first).toMatchObject({
    epoch: { steps: 0, scores: null, seconds: 0 },
    best: { epoch: 0, step: 1, loss: 0.5 },
    seconds: { steps: 2, validation: 1 },
  });
  const second = afterEpoch(afterStep(first, scores, 2), 1, 0.5, 1);
  expect(second.best).toEqual(first.best);
  expect(afterEpoch(afterStep(second, scores, 2), 2, 0.4, 1).best).toEqual({ epoch: 2, step: 3, loss: 0.4 });
});

test('comes back from JSON with every bit', () => {
  const state = afterCheckpoint(afterStep(INITIAL_STATE, { ...scores, loss: Math.PI / 7 }, 0.1 + 0.2), 1 / 3);
  expect(trainingStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
});
