import { createAdder, parseAdderSpec, type SavedAdder, type Scores } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { predictExample } from './predict-example.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const digits = {
  images: Uint8Array.from({ length: 2 * 784 }, (_, i) => (i < 784 ? 0 : i % 256)),
  labels: Uint8Array.of(3, 7),
  size: 2,
};

const scores: Scores = { pairs: 0, loss: 0, digit: { accuracy: 0, loss: 0 } };

function saved(type: string): SavedAdder {
  const spec = parseAdderSpec({ backbone: { type: 'mlp', hidden: [8] }, head: { type } });
  const metadata = { spec, recipe: { id: `mlp-${type}` }, seed: 5, data: {}, scores, packageVersion: '0.0.0' };
  return { model: createAdder(spec, { seed: 5 }), metadata };
}

test('an image comes with its pixels and with the prediction of each model', async () => {
  const example = await predictExample(digits, { index: 1, addend: 4 }, [saved('concat'), saved('exact')]);
  expect(example).toMatchObject({ index: 1, label: 7, addend: 4 });
  expect(example.pixels.flat()).toEqual(Array.from(digits.images.subarray(784)));
  expect(example.pixels).toHaveLength(28);
  expect(example.predictions.map(({ recipe, seed }) => [recipe, seed])).toEqual([
    ['mlp-concat', 5],
    ['mlp-exact', 5],
  ]);
  const { digitProbabilities, sumProbabilities } = example.predictions[1]!;
  expect(sumProbabilities).toHaveLength(19);
  expect(sumProbabilities.slice(4, 14)).toEqual(digitProbabilities);
});

test('an image that is not there, and a model that does not add, are refused', async () => {
  await expect(predictExample(digits, { index: 2, addend: 4 }, [])).rejects.toThrow('from 0 to 1');
  await expect(predictExample(digits, { index: 0, addend: 4 }, [saved('digit')])).rejects.toThrow();
});
