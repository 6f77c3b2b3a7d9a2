import { DIGIT_CLASSES } from '@mnist-adder/dataset';
import type { PredictAllAddends } from '@mnist-adder/model';
import { expect, test } from 'vitest';
import { teacherOf } from './teacher.js';

/** A model that gives each answer of each image the same logits: those of its own, and those of the image. */
const model =
  (answers: number, logitsOf: (image: number, answer: number) => readonly number[]): PredictAllAddends =>
  (_, size) => {
    const rows = Array.from({ length: size * answers }, (_, row) => logitsOf(Math.floor(row / answers), row % answers));
    return Promise.resolve({ digit: Float32Array.from(rows.flat()) });
  };

const oneAt = (digit: number, logit: number) =>
  Array.from({ length: DIGIT_CLASSES }, (_, d) => (d === digit ? logit : 0));
const softmaxAt = (logit: number) => Math.exp(logit) / (Math.exp(logit) + DIGIT_CLASSES - 1);

test('a model says what it makes of each image, softened', async () => {
  const teacher = teacherOf([model(1, (image) => oneAt(image, 6))], 3);
  const probabilities = await teacher(new Uint8Array(), 4);
  expect(probabilities).toHaveLength(4 * DIGIT_CLASSES);
  for (const image of [0, 1, 2, 3]) {
    expect(probabilities[image * DIGIT_CLASSES + image]).toBeCloseTo(softmaxAt(2), 6);
    expect(probabilities[image * DIGIT_CLASSES + 9]).toBeCloseTo((1 - softmaxAt(2)) / 9, 6);
  }
});

test('answers to every addend, and several models, are averaged', async () => {
  const undecided = model(10, (_, addend) => oneAt(addend < 5 ? 3 : 4, 50));
  const sure = model(1, () => oneAt(3, 50));
  const probabilities = await teacherOf([undecided, sure], 1)(new Uint8Array(), 2);
  for (const image of [0, 1]) {
    expect(probabilities[image * DIGIT_CLASSES + 3]).toBeCloseTo(0.75, 6);
    expect(probabilities[image * DIGIT_CLASSES + 4]).toBeCloseTo(0.25, 6);
  }
});
