import type { DigitSet } from '@mnist-adder/dataset';
import { describe, expect, test } from 'vitest';
import { analyseAdder, fitTemperatures } from './analyse-adder.js';
import { calibrate } from './calibration.js';
import { evaluateAdder } from './evaluate-adder.js';
import type { PredictAllAddends } from './predict-all-addends.js';
import { fitTemperature, type Answers } from './temperature.js';

const SIZE = 20;
const digits: DigitSet = {
  images: Uint8Array.from({ length: SIZE * 784 }, (_, i) => Math.floor(i / 784)),
  labels: Uint8Array.from({ length: SIZE }, (_, i) => i % 10),
  size: SIZE,
};

/** Takes image 3 for an 8, more surely the greater the addend; adds right, except to 9. Rules other sums out. */
const predictor = (adds: boolean): PredictAllAddends => {
  return (images, size) => {
    const perImage = adds ? 10 : 1;
    const digit = new Float32Array(size * perImage * 10);
    const sum = new Float32Array(size * 190).fill(-Infinity);
    for (let pair = 0; pair < size * perImage; pair++) {
      const image = images[Math.floor(pair / perImage) * 784]!;
      const addend = pair % perImage;
      const read = image === 3 ? 8 : image % 10;
      const sure = 0.8 + 0.01 * addend;
      for (let i = 0; i < 10; i++) digit[pair * 10 + i] = Math.log(i === read ? sure : (1 - sure) / 9);
      sum[pair * 19 + (image % 10) + (addend === 9 ? 0 : addend)] = 0;
    }
    return Promise.resolve(adds ? { digit, sum } : { digit });
  };
};

describe('analyseAdder', () => {
  test('gives what evaluateAdder gives, having predicted every image once', async () => {
    let predicted = 0;
    const { evaluation } = await analyseAdder(
      (images, size) => {
        predicted += size;
        return predictor(true)(images, size);
      },
      digits,
      { batchSize: 7 },
    );
    expect(predicted).toBe(SIZE);
    expect(evaluation).toEqual(await evaluateAdder(predictor(true), digits, { batchSize: 7 }));
  });

  test('counts pairs by label and answer', async () => {
    const { digit, sum, byDigit, byAddend } = await analyseAdder(predictor(true), digits);
    expect(digit.confusion.map((row) => row.reduce((a, b) => a + b))).toEqual(new Array(10).fill(20));
    expect(digit.confusion[3]).toEqual([0, 0, 0, 10, 0, 0, 0, 0, 10, 0]);
    expect(sum!.confusion.flat().reduce((a, b) => a + b)).toBe(200);
    expect(sum!.confusion).toHaveLength(19);
    expect(sum!.confusion[18]![9]).toBe(2);
    expect(byDigit[3]).toEqual({ pairs: 20, digit: 0.5, sum: 0.9, both: 0.45 });
    expect(byAddend![9]).toEqual({ pairs: 20, digit: 0.95, sum: 0, both: 0 });
  });

  test('shows a mistaken image once, as the model was most confident of it', async () => {
    const { mistakes } = await analyseAdder(predictor(true), digits);
    expect(mistakes).toMatchObject([{ index: 3, label: 3, addend: 9, predicted: 8 }]);
    expect(mistakes[0]!.probability).toBeCloseTo(0.89, 6);
    expect(mistakes[0]!.digitProbabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect((await analyseAdder(predictor(true), digits, { mistakes: 0 })).mistakes).toEqual([]);
  });

  test('is plain JSON, of a model that reads digits only too', async () => {
    const temperatures = await fitTemperatures(predictor(false), digits);
    const analysis = await analyseAdder(predictor(false), digits, { temperatures });
    expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
    expect(Object.keys(analysis).sort()).toEqual(['byDigit', 'digit', 'evaluation', 'mistakes']);
    expect(analysis.byDigit[3]).toEqual({ pairs: 2, digit: 0.5 });
    expect(analysis.mistakes[0]).not.toHaveProperty('addend');
    expect(analysis.digit.scaled!.temperature).toBe(temperatures.digit);
  });

  test('a right sum that the model rules out costs much, not infinitely much, when calibrated', async () => {
    const temperatures = await fitTemperatures(predictor(true), digits);
    const analysis = await analyseAdder(predictor(true), digits, { temperatures });
    expect(analysis.sum!.calibration.loss).toBeCloseTo((20 / 200) * 104, 3);
    expect(analysis.sum!.scaled!.loss).toBeLessThan(analysis.sum!.calibration.loss);
  });
});

/** 1,000 answers that are 0, 700 of them right, with a confidence of `confidence` in two classes. */
const answers = (confidence: number): Answers => ({
  logProbabilities: Float32Array.from({ length: 2000 }, (_, i) => Math.log(i % 2 === 0 ? confidence : 1 - confidence)),
  classes: 2,
  labels: Uint8Array.from({ length: 1000 }, (_, i) => Number(i >= 700)),
});

describe('calibration', () => {
  test('the error is how far confidence and accuracy lie apart', () => {
    const { bins, error } = calibrate(answers(0.9));
    expect(error).toBeCloseTo(0.2, 5);
    expect(bins).toHaveLength(15);
    expect(bins.reduce((total, { count }) => total + count, 0)).toBe(1000);
    expect(bins[13]).toMatchObject({ count: 1000, accuracy: 0.7 });
    expect(bins[0]).toMatchObject({ count: 0, confidence: null, accuracy: null });
  });

  test('calibrated answers keep their temperature', () => {
    expect(fitTemperature(answers(0.7))).toBeCloseTo(1, 4);
    expect(calibrate(answers(0.7)).error).toBeCloseTo(0, 5);
  });

  test.each([0.55, 0.9, 0.99, 0.99999])('a confidence of %s is brought to 0.7', (confidence) => {
    const temperature = fitTemperature(answers(confidence));
    const scaled = calibrate(answers(confidence), temperature);
    expect(scaled.error).toBeCloseTo(0, 4);
    expect(scaled.loss).toBeLessThan(calibrate(answers(confidence)).loss);
    expect(temperature).toBeCloseTo(Math.log(confidence / (1 - confidence)) / Math.log(7 / 3), 2);
  });

  test('answers that are all right, or none at all, have a temperature within bounds', () => {
    const right = { ...answers(0.9), labels: new Uint8Array(1000) };
    expect(fitTemperature(right)).toBeGreaterThanOrEqual(1 / 20);
    expect(fitTemperature(right)).toBeLessThan(1);
    expect(fitTemperature({ logProbabilities: new Float32Array(), classes: 10, labels: new Uint8Array() })).toBe(1);
  });
});
