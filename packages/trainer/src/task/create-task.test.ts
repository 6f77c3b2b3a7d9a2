import { ADDEND_CLASSES, DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import type { Outputs } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { labelOf, numberedDigits, numbersOf } from '../../test/numbered-digits.js';
import { createTask } from './create-task.js';
import type { TaskSettings } from './settings.js';
import type { TaskBatch, TaskBatches } from './task.js';

const BATCH = 8;
const SEED = 3;
const digits = numberedDigits(40);

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const create = (task: TaskSettings, lossWeights = { digit: 1, sum: 1 }) =>
  createTask({ task, training: { batchSize: BATCH, lossWeights } });

const label = (size: number) => ({ shape: [size], dtype: 'int32' });

/** The labels of the digits in a batch's images. */
const digitsOf = ({ images }: TaskBatch) => numbersOf(images).map(labelOf);

/** Log-probabilities of rows that are sure of these classes. */
const sureOf = (answers: readonly number[], classes: number) =>
  tf.logSoftmax(tf.oneHot(tf.tensor1d([...answers], 'int32'), classes, 30, 0, 'float32')) as tf.Tensor2D;

const tensorsOf = ({ labels }: TaskBatch) =>
  Object.fromEntries(Object.entries(labels).map(([name, values]) => [name, tf.tensor1d(values, 'int32')]));

/** How a task scores answers to a batch. */
function scored(task: ReturnType<typeof create>, batch: TaskBatch, digit: number[], sum?: number[]) {
  const outputs: Outputs = { embedding: tf.zeros([1, 1]), digit: sureOf(digit, DIGIT_CLASSES) };
  const { minimised, scores } = task.objective(
    sum === undefined ? outputs : { ...outputs, sum: sureOf(sum, SUM_CLASSES) },
    tensorsOf(batch),
  );
  return {
    minimised: minimised.dataSync()[0]!,
    loss: scores.loss.dataSync()[0]!,
    digit: scores.digit.correct.dataSync()[0],
    sum: scores.sum?.correct.dataSync()[0],
  };
}

const close = (value: number) => expect.closeTo(value, 4) as number;

describe.each<TaskSettings>([
  { type: 'digits' },
  { type: 'pairs', addends: 'fixed' },
  { type: 'pairs', addends: 'fresh' },
  { type: 'pairs', addends: 'all' },
  { type: 'image-sums', digits: 2 },
])('%j', (settings) => {
  test('a batch has the labels that the step takes, as many as it takes', () => {
    const task = create(settings);
    const { labels } = task.batches(digits, SEED).at(0, 0);
    expect(Object.fromEntries(Object.entries(labels).map(([name, values]) => [name, label(values.length)]))).toEqual(
      task.inputs,
    );
  });

  test('a batch depends on the seed and its place alone, and epochs differ', () => {
    const task = create(settings);
    const [some, same, others] = [SEED, SEED, SEED + 1].map((seed) => task.batches(digits, seed)) as [
      TaskBatches,
      TaskBatches,
      TaskBatches,
    ];
    const last = some.at(1, some.perEpoch - 1);
    same.at(0, 0);
    expect(same.at(1, some.perEpoch - 1)).toEqual(last);
    expect(some.at(0, some.perEpoch - 1)).not.toEqual(last);
    expect(others.at(1, some.perEpoch - 1)).not.toEqual(last);
  });
});

describe('digits', () => {
  const task = create({ type: 'digits' });
  const batch = task.batches(digits, SEED).at(0, 0);

  test('takes the digits, and gives the network no addend', () => {
    expect(task.inputs).toEqual({ digit: label(BATCH) });
    expect(task.addend({})).toBeUndefined();
    expect(task.answers).toEqual({ digit: BATCH, sum: 0 });
    expect([...batch.labels.digit!]).toEqual(digitsOf(batch));
    expect(task).not.toHaveProperty('evaluate');
  });

  test('scores the digits', () => {
    const answers = digitsOf(batch);
    expect(scored(task, batch, answers)).toEqual({
      minimised: close(0),
      loss: close(0),
      digit: BATCH,
      sum: undefined,
    });
    const wrong = answers.map((digit, i) => (i < 2 ? (digit + 1) % 10 : digit));
    expect(scored(task, batch, wrong)).toMatchObject({
      loss: expect.closeTo((30 * 2) / BATCH, 4) as number,
      digit: BATCH - 2,
    });
  });
});

describe.each(['fixed', 'fresh'] as const)('pairs with one %s addend an image', (addends) => {
  const task = create({ type: 'pairs', addends });
  const batch = task.batches(digits, SEED).at(0, 0);
  const { digit, addend, sum } = batch.labels;

  test('takes the addends, and gives them to the network', () => {
    expect(task.inputs).toEqual({ digit: label(BATCH), sum: label(BATCH), addend: label(BATCH) });
    expect(task.answers).toEqual({ digit: BATCH, sum: BATCH });
    const given = task.addend(tensorsOf(batch)) as tf.Tensor2D;
    expect(tf.argMax(given, 1).arraySync()).toEqual([...addend!]);
    expect(tf.sum(given, 1).arraySync()).toEqual(Array<number>(BATCH).fill(1));
  });

  test('labels are the digits in the images and their sums with the addends', () => {
    expect([...digit!]).toEqual(digitsOf(batch));
    expect([...sum!]).toEqual(digitsOf(batch).map((digit, i) => digit + addend![i]!));
  });

  test('an image keeps its addend over the epochs if it is fixed', () => {
    const batches = task.batches(digits, SEED);
    const addendsOf = (epoch: number) => {
      const pairs = Array.from({ length: batches.perEpoch }, (_, index) => batches.at(epoch, index)).flatMap(
        ({ images, labels }) => numbersOf(images).map((image, i) => [image, labels.addend![i]!] as const),
      );
      return new Map(pairs.sort(([a], [b]) => a - b));
    };
    expect(String([...addendsOf(0)]) === String([...addendsOf(1)])).toBe(addends === 'fixed');
  });

  test('scores digits and sums, and combines their losses as the recipe says', () => {
    expect(scored(task, batch, [...digit!], [...sum!])).toMatchObject({ digit: BATCH, sum: BATCH });
    const wrong = [...sum!].map((sum) => (sum + 1) % 19);
    expect(scored(task, batch, [...digit!], wrong)).toMatchObject({ loss: close(30), minimised: close(30), sum: 0 });
    const misread = [...digit!].map((digit) => (digit + 1) % 10);
    const weighted = create({ type: 'pairs', addends }, { digit: 0.5, sum: 0.1 });
    expect(scored(weighted, batch, misread, wrong)).toMatchObject({ loss: close(60), minimised: close(18) });
  });
});

describe('pairs with all ten addends', () => {
  const task = create({ type: 'pairs', addends: 'all' });
  const batch = task.batches(digits, SEED).at(0, 0);

  test('takes ten sums an image and no addends', () => {
    expect(task.inputs).toEqual({ digit: label(BATCH), sum: label(BATCH * ADDEND_CLASSES) });
    expect(task.addend({})).toBe('all');
    expect(task.answers).toEqual({ digit: BATCH * ADDEND_CLASSES, sum: BATCH * ADDEND_CLASSES });
    const tens = digitsOf(batch).flatMap((digit) =>
      Array.from({ length: ADDEND_CLASSES }, (_, addend) => digit + addend),
    );
    expect([...batch.labels.sum!]).toEqual(tens);
  });

  test('scores the digit of each image as often as it is answered', () => {
    const { digit, sum } = batch.labels;
    const once = [...digit!];
    expect(scored(task, batch, once, [...sum!])).toMatchObject({ digit: BATCH, sum: BATCH * ADDEND_CLASSES });
    const tenTimes = once.flatMap((digit) => Array<number>(ADDEND_CLASSES).fill(digit));
    expect(scored(task, batch, tenTimes, [...sum!])).toMatchObject({ digit: BATCH * ADDEND_CLASSES });
  });
});

describe('image-sums', () => {
  const task = create({ type: 'image-sums', digits: 2 });
  const batch = task.batches(digits, SEED).at(0, 0);
  const problems = BATCH / 4;

  test('takes the digits, which are only scored, and the digits of the sums', () => {
    expect(task.inputs).toEqual({ digit: label(BATCH), sum: label(problems * 3) });
    expect(task.answers).toEqual({ digit: BATCH, sum: problems });
    expect(tf.argMax(task.addend({}) as tf.Tensor2D, 1).arraySync()).toEqual(Array<number>(BATCH).fill(0));
    const shown = digitsOf(batch);
    expect([...batch.labels.digit!]).toEqual(shown);
    for (let problem = 0; problem < problems; problem++) {
      const [a, b, c, d] = shown.slice(4 * problem, 4 * problem + 4) as [number, number, number, number];
      const sum = [...batch.labels.sum!.subarray(3 * problem, 3 * problem + 3)];
      expect(Number(sum.join(''))).toBe(10 * a + b + 10 * c + d);
    }
  });

  test('scores each problem whole, and minimises −log P(sum)', () => {
    const right = digitsOf(batch);
    expect(scored(task, batch, right)).toEqual({ minimised: close(0), loss: close(0), digit: BATCH, sum: problems });
    const misread = right.map((digit, i) => (i === 0 ? (digit + 1) % 10 : digit));
    const { loss, digit, sum } = scored(task, batch, misread);
    expect({ digit, sum }).toEqual({ digit: BATCH - 1, sum: problems - 1 });
    expect(loss).toBeGreaterThan(10);
  });

  test('is measured on problems that the test images make, the same in every run', async () => {
    const test = numberedDigits(100);
    const predict = (images: Uint8Array) => {
      const digit = sureOf(numbersOf(images).map(labelOf), DIGIT_CLASSES).dataSync<'float32'>();
      return Promise.resolve({ digit });
    };
    expect(await task.evaluate!(predict, test, 10)).toEqual({ digits: 2, problems: 25, accuracy: 1 });
  });
});
