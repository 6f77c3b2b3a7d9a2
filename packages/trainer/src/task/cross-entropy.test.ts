import { ADDEND_CLASSES, DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { digitUniformity, score, sumUniformity } from './cross-entropy.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Log-probabilities of rows of some classes. */
const outputs = (rows: number, classes: number) =>
  tf.logSoftmax(
    tf.tensor2d(
      Float32Array.from({ length: rows * classes }, (_, i) => Math.sin(i * i)),
      [rows, classes],
    ),
  );

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('score', () => {
  test('the mean of −log p(label), and how many labels are the likeliest', () => {
    const logProbabilities = outputs(5, DIGIT_CLASSES);
    const rows = logProbabilities.arraySync();
    const likeliest = rows.map((row) => row.indexOf(Math.max(...row)));
    const labels = [likeliest[0]!, likeliest[1]!, (likeliest[2]! + 1) % 10, likeliest[3]!, (likeliest[4]! + 3) % 10];
    const { loss, correct } = score(logProbabilities, tf.tensor1d(labels, 'int32'));
    expect(loss.dataSync()[0]).toBeCloseTo(mean(rows.map((row, i) => -row[labels[i]!]!)), 5);
    expect(correct.dataSync()[0]).toBe(3);
  });
});

describe('label smoothing', () => {
  test('digits are as likely as each other: PyTorch’s cross_entropy(label_smoothing)', () => {
    const logProbabilities = outputs(4, DIGIT_CLASSES);
    const rows = logProbabilities.arraySync();
    expect(digitUniformity(logProbabilities).dataSync()[0]).toBeCloseTo(-mean(rows.flat()), 5);
  });

  test.each([
    ['one addend an image', [3, 9, 0], [3, 12, 9]],
    ['every addend', [7, 2], [7, 2].flatMap((digit) => Array.from({ length: ADDEND_CLASSES }, (_, a) => digit + a))],
  ])('sums are as likely as the addend leaves them, %s', (_, digits, sums) => {
    const logProbabilities = outputs(sums.length, SUM_CLASSES);
    const rows = logProbabilities.arraySync();
    const expected = sums.map((sum, pair) => {
      const addend = sum - digits[Math.floor((pair * digits.length) / sums.length)]!;
      return -mean(rows[pair]!.slice(addend, addend + DIGIT_CLASSES));
    });
    const actual = sumUniformity(logProbabilities, tf.tensor1d(sums, 'int32'), tf.tensor1d(digits, 'int32'));
    expect(actual.dataSync()[0]).toBeCloseTo(mean(expected), 5);
  });

  test('of exact addition it is that of the digit, and no impossible sum counts', () => {
    const digit = outputs(2, DIGIT_CLASSES);
    const [digits, addends] = [
      [1, 4],
      [9, 5],
    ] as const;
    // As the exact head gives it: the digit's shifted by the addend, and the logarithm of next to nothing elsewhere.
    const shifted = addends.map((addend, image) => {
      const row = Array<number>(SUM_CLASSES).fill(Math.log(1e-30));
      digit.arraySync()[image]!.forEach((value, d) => (row[d + addend] = value));
      return row;
    });
    const sums = digits.map((digit, image) => digit + addends[image]!);
    const ofSums = sumUniformity(tf.tensor2d(shifted), tf.tensor1d(sums, 'int32'), tf.tensor1d([...digits], 'int32'));
    expect(ofSums.dataSync()[0]).toBeCloseTo(digitUniformity(digit).dataSync()[0]!, 5);
  });
});
