import { ADDEND_CLASSES, DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { digitDistillationLoss, sumDistillationLoss } from './distillation.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const logits = (rows: number, classes: number, phase: number) =>
  tf.tensor2d(
    Float32Array.from({ length: rows * classes }, (_, i) => 3 * Math.sin(i * i + phase)),
    [rows, classes],
  );

/** The same for people: softmax(logits / temperature) of each row. */
const softmax = (rows: number[][], temperature: number) =>
  rows.map((row) => {
    const weights = row.map((value) => Math.exp(value / temperature));
    return weights.map((weight) => weight / weights.reduce((a, b) => a + b));
  });

const crossEntropy = (teacher: number[], student: number[]) =>
  -teacher.reduce((total, p, i) => total + (p === 0 ? 0 : p * Math.log(student[i]!)), 0);

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each([1, 2.5])('at temperature %d', (temperature) => {
  const images = 3;
  const teacherLogits = () => logits(images, DIGIT_CLASSES, 1);
  const teacher = () => tf.tensor2d(softmax(teacherLogits().arraySync(), temperature));

  test.each([1, ADDEND_CLASSES])('digits of %d answers an image against the teacher of the image', (answers) => {
    const student = logits(images * answers, DIGIT_CLASSES, 2);
    const softened = softmax(student.arraySync(), temperature);
    const expected = softened.map((row, i) => crossEntropy(teacher().arraySync()[Math.floor(i / answers)]!, row));
    const logProbabilities = tf.reshape(tf.logSoftmax(student), [images, answers, DIGIT_CLASSES]);
    const actual = digitDistillationLoss(logProbabilities, teacher(), temperature);
    expect(actual.dataSync()[0]).toBeCloseTo(temperature ** 2 * mean(expected), 4);
  });

  test.each([
    ['one addend an image', [4, 0, 9]],
    ['every addend', Array.from({ length: images * ADDEND_CLASSES }, (_, pair) => pair % ADDEND_CLASSES)],
  ])('sums against the digits of the teacher, moved by the addend: %s', (_, addends) => {
    const student = logits(addends.length, SUM_CLASSES, 3);
    const expected = softmax(student.arraySync(), temperature).map((row, pair) => {
      const digits = teacher().arraySync()[Math.floor((pair * images) / addends.length)]!;
      return crossEntropy(digits, row.slice(addends[pair], addends[pair]! + DIGIT_CLASSES));
    });
    const target = { teacher: teacher(), addends: tf.tensor1d(addends, 'int32') };
    const actual = sumDistillationLoss(tf.logSoftmax(student), target, temperature);
    expect(actual.dataSync()[0]).toBeCloseTo(temperature ** 2 * mean(expected), 4);
  });

  test('of exact addition the sum asks for what the digit asks for', () => {
    const digit = tf.logSoftmax(logits(images, DIGIT_CLASSES, 2));
    const addends = [4, 0, 9];
    const shifted = addends.map((addend, image) => {
      const row = Array<number>(SUM_CLASSES).fill(Math.log(1e-30));
      digit.arraySync()[image]!.forEach((value, d) => (row[d + addend] = value));
      return row;
    });
    const target = { teacher: teacher(), addends: tf.tensor1d(addends, 'int32') };
    const ofSums = sumDistillationLoss(tf.tensor2d(shifted), target, temperature);
    const ofDigits = digitDistillationLoss(tf.reshape(digit, [images, 1, DIGIT_CLASSES]), teacher(), temperature);
    expect(ofSums.dataSync()[0]).toBeCloseTo(ofDigits.dataSync()[0]!, 3);
  });
});
