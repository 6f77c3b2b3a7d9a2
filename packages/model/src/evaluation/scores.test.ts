import { expect, test } from 'vitest';
import { mergeScores, type Scores } from './scores.js';
import { scoresSchema } from './scores-schema.js';

const some: Scores = {
  pairs: 30,
  loss: 0.5,
  digit: { accuracy: 0.5, loss: 0.2 },
  sum: { accuracy: 1, loss: 0.3 },
  both: { accuracy: 0.5 },
};

test('scores over the pairs of both weigh each by how many there are', () => {
  const others: Scores = {
    pairs: 10,
    loss: 0.1,
    digit: { accuracy: 0.9, loss: 0 },
    sum: { accuracy: 1, loss: 0.1 },
    both: { accuracy: 0.9 },
  };
  const merged = mergeScores(some, others);
  expect(merged.pairs).toBe(40);
  expect(merged.loss).toBeCloseTo(0.4, 12);
  expect(merged.digit.accuracy).toBeCloseTo(0.6, 12);
  expect(merged.digit.loss).toBeCloseTo(0.15, 12);
  expect(merged.sum).toEqual({ accuracy: 1, loss: 0.25 });
  expect(merged.both!.accuracy).toBeCloseTo(0.6, 12);
  const { pairs, loss, digit } = others;
  expect(Object.keys(mergeScores(some, { pairs, loss, digit }))).toEqual(['pairs', 'loss', 'digit']);
});

test('an accuracy is a fraction, and nothing is missing or unknown', () => {
  expect(scoresSchema.safeParse(some).success).toBe(true);
  expect(scoresSchema.safeParse({ pairs: some.pairs, loss: some.loss, digit: some.digit }).success).toBe(true);
  for (const wrong of [
    { ...some, digit: { accuracy: 1.5, loss: 0 } },
    { ...some, sum: { accuracy: 1 } },
    { ...some, digitAccuracy: 1 },
    { loss: 1, digit: some.digit },
  ]) {
    expect(scoresSchema.safeParse(wrong).success).toBe(false);
  }
});
