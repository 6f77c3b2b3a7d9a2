import { expect, test } from 'vitest';
import type { StepEnd } from '../loop/events.js';
import { scalarsOfEpoch, scalarsOfStep } from './scalars.js';

const step: StepEnd = {
  type: 'step',
  epoch: 1,
  index: 2,
  step: 6,
  learningRate: 0.01,
  scores: { pairs: 8, loss: 0.5, digit: { accuracy: 0.75, loss: 0.5 } },
  gradientNorm: 2,
  imagesPerSecond: 1000,
};

test('a step tells its scores, and nothing of where in the run it is', () => {
  expect(Object.entries(scalarsOfStep(step))).toEqual([
    ['step/loss', 0.5],
    ['step/digit_accuracy', 0.75],
    ['step/digit_loss', 0.5],
    ['step/learning_rate', 0.01],
    ['step/gradient_norm', 2],
    ['step/images_per_second', 1000],
  ]);
});

test('a step tells every number that it has', () => {
  const withMore = { ...step, temperature: 3, ofWeights: new Float32Array(3) };
  expect(scalarsOfStep(withMore)).toHaveProperty(['step/temperature'], 3);
  expect(Object.keys(scalarsOfStep(withMore))).toHaveLength(7);
});

test('an epoch tells training and validation by the same names', () => {
  const scores = { pairs: 10, loss: 1, digit: { accuracy: 0.5, loss: 1 } };
  const scalars = scalarsOfEpoch({
    type: 'epoch-end',
    epoch: 0,
    step: 3,
    train: scores,
    validation: scores,
    imagesPerSecond: 1000,
    trainSeconds: 2,
  });
  const namesOf = (group: string) =>
    Object.keys(scalars).flatMap((tag) => (tag.startsWith(group) ? [tag.slice(group.length)] : []));
  expect(namesOf('validation/')).toEqual(['loss', 'digit_accuracy', 'digit_loss']);
  expect(namesOf('train/')).toEqual([...namesOf('validation/'), 'images_per_second', 'seconds']);
});
