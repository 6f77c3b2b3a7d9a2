import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArgumentError } from '@mnist-adder/dataset';
import { createAdder, parseAdderSpec, predictDigits, predictPairs } from '@mnist-adder/model';
import { writeAdder } from '@mnist-adder/model/node';
import { exportOnnx } from '@mnist-adder/tfjs-onnx';
import type { Predictor } from '@mnist-adder/trainer';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METADATA_TEXT, openExportedModel } from './open-exported-model.js';
import { openPredictor } from './open-predictor.js';

const folder = mkdtempSync(join(tmpdir(), 'predictor-'));
const images = Uint8Array.from({ length: 300 * 784 }, (_, i) => (i * i) % 251);
const addends = Uint8Array.from({ length: 300 }, (_, i) => i % 10);

const SPEC = { backbone: { type: 'small-cnn', filters: [3, 4], embedding: 8, dropout: 0.5 } };
const SCORES = { pairs: 1, loss: 2, digit: { accuracy: 0, loss: 2 } };

/** A saved model with that head, and it opened to predict. */
async function open(head: 'concat' | 'exact' | 'digit'): Promise<{ model: LayersModel; predictor: Predictor }> {
  const spec = parseAdderSpec({ ...SPEC, head: { type: head } });
  const model = createAdder(spec, { seed: 1 });
  const metadata = { spec, recipe: { id: head }, seed: 1, data: {}, scores: SCORES, packageVersion: '0.0.0' };
  await writeAdder(join(folder, head), model, metadata);
  return { model, predictor: await openPredictor(join(folder, head), { threads: 1 }) };
}

const distance = (a: Float32Array, b: Float32Array) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a predictor of pairs', () => {
  let model: LayersModel;
  let predictor: Predictor;
  beforeAll(async () => {
    ({ model, predictor } = await open('concat'));
  });
  afterAll(async () => {
    await predictor.dispose();
    model.dispose();
  });

  test.each([0, 1, 31, 33, 300])('answers %d of them as predictPairs does', async (size) => {
    const pairs = { images: images.subarray(0, size * 784), addends: addends.subarray(0, size) };
    const expected = await predictPairs(model, pairs);
    const actual = await predictor.predictPairs(pairs);
    expect(actual).toHaveLength(size);
    actual.forEach((answer, i) => {
      expect(answer).toMatchObject({ digit: expected[i]!.digit, sum: expected[i]!.sum });
      expect(distance(answer.digitProbabilities, expected[i]!.digitProbabilities)).toBeLessThan(1e-5);
      expect(distance(answer.sumProbabilities, expected[i]!.sumProbabilities)).toBeLessThan(1e-5);
    });
  });

  test('takes pixels from 0 to 1 as well', async () => {
    const bytes = { images: images.subarray(0, 784), addends: [7] };
    const units = { images: Float32Array.from(bytes.images, (byte) => byte / 255), addends: [7] };
    expect(await predictor.predictPairs(units)).toEqual(await predictor.predictPairs(bytes));
  });

  test('refuses what predictPairs refuses, and to read digits only', async () => {
    const image = images.subarray(0, 784);
    await expect(predictor.predictPairs({ images: image, addends: [10] })).rejects.toThrow(ArgumentError);
    await expect(predictor.predictPairs({ images: image, addends: [1, 2] })).rejects.toThrow(ArgumentError);
    await expect(predictor.predictDigits({ images: image })).rejects.toThrow('predictPairs');
  });
});

test('a predictor of digits answers as predictDigits does, and refuses to add', async () => {
  const { model, predictor } = await open('digit');
  const digits = { images: images.subarray(0, 40 * 784) };
  const expected = await predictDigits(model, digits);
  const actual = await predictor.predictDigits(digits);
  expect(actual.map(({ digit }) => digit)).toEqual(expected.map(({ digit }) => digit));
  await expect(predictor.predictPairs({ ...digits, addends: addends.subarray(0, 40) })).rejects.toThrow(
    'predictDigits',
  );
  await predictor.dispose();
  model.dispose();
});

test('a predictor says which images do not look like a digit, as the saved model does', async () => {
  const { model, predictor } = await open('concat');
  await predictor.dispose();
  const perDigit = (values: readonly number[]) => Array.from({ length: 10 }, () => values);
  const unit = Array.from({ length: 9 }, (_, row) =>
    Array.from({ length: row + 1 }, (_, i) => Number(i === row)),
  ).flat();
  const { digitProbabilities: first } = (
    await predictPairs(model, { images: images.subarray(0, 784), addends: [0] })
  )[0]!;
  const mean = Array.from({ length: 9 }, (_, i) => Math.log(first[i]! / first[9]!));
  const familiarity = { means: perDigit(mean), whitening: perDigit(unit), threshold: 1e-6 };
  const spec = parseAdderSpec({ ...SPEC, head: { type: 'concat' } });
  const metadata = { spec, recipe: null, seed: 1, data: {}, scores: SCORES, familiarity };
  await writeAdder(join(folder, 'familiar'), model, metadata);
  const familiar = await openPredictor(join(folder, 'familiar'), { threads: 1 });
  const pairs = { images: images.subarray(0, 3 * 784), addends: [0, 5, 9] };
  const expected = (await predictPairs(model, pairs, { familiarity })).map(({ unusual }) => unusual);
  expect(expected).toEqual([false, true, true]);
  expect((await familiar.predictPairs(pairs)).map(({ unusual }) => unusual)).toEqual(expected);
  const file = join(folder, 'familiar.onnx');
  for (const [text, unusual] of [
    [JSON.stringify(metadata), expected],
    ['{"familiarity":{"threshold":1}}', [undefined, undefined, undefined]],
    ['no JSON', [undefined, undefined, undefined]],
  ] as const) {
    writeFileSync(file, exportOnnx(model, { metadata: { [METADATA_TEXT]: text } }));
    const exported = await openExportedModel(file, { threads: 1 });
    expect((await exported.predictPairs(pairs)).map((answer) => answer.unusual)).toEqual(unusual);
    await exported.dispose();
  }
  await familiar.dispose();
  model.dispose();
});

test('opening one keeps no tensor', async () => {
  const { model, predictor } = await open('exact');
  const before = tf.memory().numTensors;
  const other = await openPredictor(join(folder, 'exact'));
  expect(tf.memory().numTensors).toBe(before);
  await Promise.all([predictor.dispose(), other.dispose()]);
  model.dispose();
});
