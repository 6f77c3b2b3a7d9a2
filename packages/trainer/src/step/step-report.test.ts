import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { StepScores } from '../task/task.js';
import { readReport, reportOutputs } from './step-report.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const norms = () => ({ all: tf.scalar(5), each: tf.tensor1d([3, 4]) });
const output = (loss: number, correct: number) => ({ loss: tf.scalar(loss), correct: tf.scalar(correct) });

/** Scores as outputs of a step, and read again from their elements. */
function report(scores: StepScores, answers: { digit: number; sum: number }) {
  const outputs = Object.entries(reportOutputs(scores, norms()));
  return readReport(Object.fromEntries(outputs.map(([name, tensor]) => [name, tensor.dataSync()])), answers);
}

test('the scores of a step pass through its outputs, counts as fractions of the answers', () => {
  const scores = { loss: tf.scalar(3), digit: output(1, 40), sum: output(2, 20) };
  expect(Object.keys(reportOutputs(scores, norms())).sort()).toEqual(
    ['loss', 'digit/loss', 'digit/correct', 'sum/loss', 'sum/correct', 'gradientNorm', 'gradientNorms'].sort(),
  );
  expect(report(scores, { digit: 80, sum: 80 })).toEqual({
    scores: { pairs: 80, loss: 3, digit: { accuracy: 0.5, loss: 1 }, sum: { accuracy: 0.25, loss: 2 } },
    gradientNorm: 5,
    gradientNorms: Float32Array.of(3, 4),
  });
});

test('digits and sums may be as many as they are', () => {
  const scores = { loss: tf.scalar(2), digit: output(1, 20), sum: output(2, 5) };
  expect(report(scores, { digit: 40, sum: 20 }).scores).toMatchObject({
    pairs: 40,
    digit: { accuracy: 0.5 },
    sum: { accuracy: 0.25 },
  });
});

test('a network that only reads digits has no sums', () => {
  const { scores } = report({ loss: tf.scalar(1), digit: output(1, 2) }, { digit: 8, sum: 0 });
  expect(scores).toStrictEqual({ pairs: 8, loss: 1, digit: { accuracy: 0.25, loss: 1 } });
});
