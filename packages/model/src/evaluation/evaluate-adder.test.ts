import type { DigitSet } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import { ADDER_SPECS, createWornAdder, DIGIT_SPECS, randomBytes } from '../../test/small-models.js';
import { predictDigits, predictPairs } from '../prediction/predict.js';
import { analyseAdder, fitTemperatures } from './analyse-adder.js';
import { evaluateAdder } from './evaluate-adder.js';
import { eagerPredictor, type PredictAllAddends } from './predict-all-addends.js';
import { countRightAnswers } from './right-answers.js';

const digits: DigitSet = { images: randomBytes(7, 1), labels: Uint8Array.of(0, 1, 2, 3, 4, 5, 9), size: 7 };

/** One image as often as there are digits, so that any model is right once. */
const everyDigit: DigitSet = {
  images: Uint8Array.from({ length: 10 * 784 }, (_, i) => digits.images[i % 784]!),
  labels: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
  size: 10,
};

describe.each(ADDER_SPECS)('evaluateAdder of $name', ({ spec }) => {
  const model = createWornAdder(spec, 3);

  test('measures what predictions one by one measure', async () => {
    const scores = await evaluateAdder(eagerPredictor(model), digits, { batchSize: 3 });
    const right = { digit: 0, sum: 0, both: 0 };
    let [digitLoss, sumLoss] = [0, 0];
    for (let addend = 0; addend < 10; addend++) {
      const predictions = await predictPairs(model, {
        images: digits.images,
        addends: Array.from(digits.labels, () => addend),
      });
      predictions.forEach(({ digit, sum, digitProbabilities, sumProbabilities }, i) => {
        const label = digits.labels[i]!;
        right.digit += Number(digit === label);
        right.sum += Number(sum === label + addend);
        right.both += Number(digit === label && sum === label + addend);
        digitLoss -= Math.log(Math.max(digitProbabilities[label]!, 1e-30)) / 70;
        sumLoss -= Math.log(Math.max(sumProbabilities[label + addend]!, 1e-30)) / 70;
      });
    }
    expect(scores).toMatchObject({
      pairs: 70,
      digit: { accuracy: right.digit / 70 },
      sum: { accuracy: right.sum / 70 },
      both: { accuracy: right.both / 70 },
    });
    expect(scores.digit.loss / digitLoss).toBeCloseTo(1, 4);
    expect(scores.sum!.loss / sumLoss).toBeCloseTo(1, 4);
    expect(scores.loss).toBeCloseTo(scores.digit.loss + scores.sum!.loss, 10);
  });

  test('measures the same in any batches, and keeps no tensor', async () => {
    const before = tf.memory().numTensors;
    const whole = await evaluateAdder(eagerPredictor(model), digits);
    const single = await evaluateAdder(eagerPredictor(model), digits, { batchSize: 1 });
    expect(single.digit.accuracy).toBe(whole.digit.accuracy);
    expect(single.loss).toBeCloseTo(whole.loss, 4);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test.each(ADDER_SPECS.filter(({ spec }) => spec.head.type === 'exact'))(
  '$name finds the sum right exactly where the digit is',
  async ({ spec }) => {
    const scores = await evaluateAdder(eagerPredictor(createWornAdder(spec, 3)), everyDigit);
    expect(scores.digit.accuracy).toBeGreaterThan(0);
    expect(scores.sum!.accuracy).toBe(scores.digit.accuracy);
    expect(scores.both!.accuracy).toBe(scores.digit.accuracy);
  },
);

test.each(DIGIT_SPECS)('$name is measured on every image once', async ({ spec }) => {
  const model = createWornAdder(spec, 3);
  const scores = await evaluateAdder(eagerPredictor(model), digits, { batchSize: 3 });
  const predictions = await predictDigits(model, { images: digits.images });
  const right = predictions.filter(({ digit }, i) => digit === digits.labels[i]).length;
  const losses = predictions.map(({ digitProbabilities }, i) => -Math.log(digitProbabilities[digits.labels[i]!]!));
  expect(Object.keys(scores).sort()).toEqual(['digit', 'loss', 'pairs']);
  expect(scores).toMatchObject({ pairs: 7, digit: { accuracy: right / 7 }, loss: scores.digit.loss });
  expect(scores.digit.loss).toBeCloseTo(losses.reduce((a, b) => a + b) / 7, 5);
});

describe('evaluateAdder', () => {
  const certain = Math.log(0.75);
  const unlikely = Math.log(0.25 / 18);

  /** Reads the digits 0 and 1 right and takes the rest for 1, and adds 0 only. */
  const oneTrickPony: PredictAllAddends = (images, size) => {
    const digit = new Float32Array(size * 100).fill(unlikely);
    const sum = new Float32Array(size * 190).fill(unlikely);
    for (let pair = 0; pair < size * 10; pair++) {
      const read = images[Math.floor(pair / 10) * 784]!;
      digit[pair * 10 + read] = certain;
      sum[pair * 19 + read] = certain;
    }
    return Promise.resolve({ digit, sum });
  };
  const images = new Uint8Array(3 * 784);
  images[784] = images[2 * 784] = 1;
  const three: DigitSet = { images, labels: Uint8Array.of(0, 1, 5), size: 3 };

  test('counts digits, sums and both apart', async () => {
    const scores = await evaluateAdder(oneTrickPony, three);
    expect(scores.digit.accuracy).toBe(20 / 30);
    expect(scores.sum!.accuracy).toBe(2 / 30);
    expect(scores.both!.accuracy).toBe(2 / 30);
    expect(scores.digit.loss).toBeCloseTo(-(20 * certain + 10 * unlikely) / 30, 6);
    expect(scores.sum!.loss).toBeCloseTo(-(2 * certain + 28 * unlikely) / 30, 6);
  });

  test('tells how far it is, the smaller last batch included', async () => {
    const done: [number, number][] = [];
    const sizes: number[] = [];
    await evaluateAdder(
      (images, size) => {
        sizes.push(size, images.length / 784);
        return oneTrickPony(images, size);
      },
      three,
      { batchSize: 2, onProgress: (...progress) => done.push(progress) },
    );
    expect(done).toEqual([
      [2, 3],
      [3, 3],
    ]);
    expect(sizes).toEqual([2, 2, 1, 1]);
  });

  test.each([0, -1, 1.5, NaN])('refuses a batch size of %s', async (batchSize) => {
    await expect(evaluateAdder(oneTrickPony, three, { batchSize })).rejects.toThrow('batchSize');
  });

  test.each<[object, object]>([
    [{ images: new Uint8Array(), labels: new Uint8Array(), size: 0 }, { code: 'empty-set' }],
    [{ ...three, labels: Uint8Array.of(0, 1, 77) }, { code: 'label-range' }],
    [{ ...three, labels: Uint8Array.of(0, 1) }, { code: 'count-mismatch' }],
    [
      { ...three, images: new Float32Array(3 * 784).fill(NaN) },
      { code: 'argument', argument: 'digits.images[0]' },
    ],
  ])('refuses a set that cannot be measured: %o', async (set, error) => {
    for (const measure of [evaluateAdder, countRightAnswers, analyseAdder, fitTemperatures]) {
      await expect(measure(oneTrickPony, set as DigitSet)).rejects.toMatchObject(error);
    }
  });

  test('measures floats and the pixels of a canvas like bytes', async () => {
    const scores = await evaluateAdder(oneTrickPony, three);
    const clamped = { ...three, images: Uint8ClampedArray.from(images) } as unknown as DigitSet;
    expect(await evaluateAdder(oneTrickPony, clamped)).toEqual(scores);
    const floats = { ...three, images: Float32Array.from(images, (pixel) => pixel / 255) } as unknown as DigitSet;
    expect(await evaluateAdder(oneTrickPony, floats)).toEqual(scores);
  });

  test('refuses outputs that are not finite, and takes the logarithm of zero for an answer', async () => {
    const broken: PredictAllAddends = async (images, size) => {
      const { digit, sum } = await oneTrickPony(images, size);
      return { digit, sum: sum!.fill(NaN, 7, 8) };
    };
    for (const measure of [evaluateAdder, countRightAnswers, analyseAdder]) {
      await expect(measure(broken, three)).rejects.toMatchObject({ name: 'ModelError', code: 'non-finite-outputs' });
    }
    const sure: PredictAllAddends = async (images, size) => {
      const { digit } = await oneTrickPony(images, size);
      return { digit: digit.map((value) => (value > -1 ? 0 : -Infinity)) };
    };
    expect((await evaluateAdder(sure, three)).digit.accuracy).toBe(2 / 3);
  });

  test('refuses options that do not exist, and what is no predictor', async () => {
    await expect(evaluateAdder(oneTrickPony, three, { batchsize: 2 } as object)).rejects.toThrow(
      'options.batchsize is 2: give one of batchSize, onProgress instead.',
    );
    const model = createWornAdder(ADDER_SPECS[0]!.spec, 3);
    await expect(evaluateAdder(model as unknown as PredictAllAddends, three)).rejects.toThrow(
      'predict is an object of the class LayersModel: give a function that predicts, as eagerPredictor(model) returns.',
    );
  });
});
