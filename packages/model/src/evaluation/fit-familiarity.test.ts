import { randomStream, type DigitSet } from '@mnist-adder/dataset';
import { expect, test } from 'vitest';
import { isUnusual } from '../familiarity/familiarity.js';
import { fitFamiliarity } from './fit-familiarity.js';
import type { PredictAllAddends } from './predict-all-addends.js';

/** A set in which image i shows the digit i % 10. Its first pixel is the digit, its second one seeds what is read in it. */
function digitSet(size: number, seed: number): DigitSet {
  const images = new Uint8Array(size * 784);
  const labels = Uint8Array.from({ length: size }, (_, i) => i % 10);
  labels.forEach((label, i) => {
    images.set([label, i % 256, Math.floor(i / 256), seed], i * 784);
  });
  return { size, images, labels };
}

const normal = (random: { uniform: () => number }) =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());

/** Reads the digit with logits around 8 for it and 0 for the others, with a standard deviation of 1; all addends alike. */
const predictor =
  (addends: number): PredictAllAddends =>
  (images, size) => {
    const digit = Array.from({ length: size }, (_, i) => {
      const [label, ...place] = images.subarray(i * 784, i * 784 + 4);
      const random = randomStream(1, 'logits', ...place.map(String));
      const logits = Array.from({ length: 10 }, (_, j) => (j === label ? 8 : 0) + normal(random));
      const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
      return Array.from({ length: addends }, () => logits.map((logit) => logit - total)).flat();
    });
    return Promise.resolve({ digit: Float32Array.from(digit.flat()) });
  };

const data = { train: digitSet(3000, 1), validation: digitSet(1000, 2) };

async function rate(predict: PredictAllAddends, { images, size }: DigitSet) {
  const familiarity = (await fitFamiliarity(predict, data))!;
  const { digit } = await predict(images, size);
  const rows = digit.length / 10;
  const unusual = Array.from({ length: rows }, (_, row) =>
    isUnusual(familiarity, digit.slice(10 * row, 10 * row + 10).map(Math.exp)),
  );
  return unusual.filter(Boolean).length / rows;
}

test('1 % of the validation images are unusual, and about as many of others of their kind', async () => {
  expect(await rate(predictor(1), data.validation)).toBe(0.01);
  expect(await rate(predictor(1), digitSet(1000, 3))).toBeCloseTo(0.01, 2);
});

test('images that are read as two digits at once, or as none, are unusual', async () => {
  const familiarity = (await fitFamiliarity(predictor(1), data))!;
  expect(isUnusual(familiarity, [0.495, 0.495, ...new Array<number>(8).fill(0.00125)])).toBe(true);
  expect(isUnusual(familiarity, new Array<number>(10).fill(0.1))).toBe(true);
  expect(isUnusual(familiarity, [0.997, ...new Array<number>(9).fill(1 / 3000)])).toBe(false);
});

test('each image counts once, with one of the addends', async () => {
  expect(await fitFamiliarity(predictor(10), data)).toEqual(await fitFamiliarity(predictor(1), data));
});

test('a network that reads the same in everything has a finite familiarity', async () => {
  const constant: PredictAllAddends = (_, size) => Promise.resolve({ digit: new Float32Array(10 * size).fill(-2.3) });
  const { means, whitening, threshold } = (await fitFamiliarity(constant, data))!;
  expect([...means.flat(), ...whitening.flat(), threshold].every(Number.isFinite)).toBe(true);
});

test('few images give none: a digit that was never seen would be unusual', async () => {
  const withoutNines = digitSet(3000, 1);
  withoutNines.labels.forEach((label, i) => (withoutNines.labels[i] = label % 9));
  expect(await fitFamiliarity(predictor(1), { ...data, train: withoutNines })).toBeUndefined();
  expect(await fitFamiliarity(predictor(1), { ...data, validation: digitSet(99, 2) })).toBeUndefined();
});

test('sets without images are refused', async () => {
  const empty = { size: 0, images: new Uint8Array(0), labels: new Uint8Array(0) };
  await expect(fitFamiliarity(predictor(1), { ...data, train: empty })).rejects.toThrow('data.train');
  await expect(fitFamiliarity(predictor(1), undefined as never)).rejects.toThrow('data is undefined: give an object');
});
