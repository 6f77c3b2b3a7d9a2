import { createAdder, evaluateAdder } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { compiled, takeDigits, tiny } from '../../test/tiny-training.js';
import { compilePredictor } from '../prediction/compiled-predictor.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const QUIET = { logSeverityLevel: 3, intraOpNumThreads: 1, interOpNumThreads: 1 } as const;

test.each(['adder-fast', 'mlp-128-64'])('%s: a predictor takes more images than it predicts at once', async (id) => {
  const model = createAdder(tiny(id).network, { seed: 1 });
  const digits = takeDigits(0, 25);
  const [small, large] = [await compiled().preparePredictor(model, 10), await compiled().preparePredictor(model, 25)];
  onTestFinished(async () => {
    await small.dispose();
    await large.dispose();
    model.dispose();
  });
  const [inParts, atOnce] = [await small.predict(digits.images, 25), await large.predict(digits.images, 25)];
  for (const output of ['digit', 'sum'] as const) {
    expect(inParts[output]?.length).toBe(atOnce[output]?.length);
    inParts[output]?.forEach((value, i) => {
      expect(value).toBeCloseTo(atOnce[output]![i]!, 5);
    });
  }
  const scores = await evaluateAdder(small.predict, digits);
  expect(scores.digit).toEqual((await evaluateAdder(small.predict, digits, { batchSize: 10 })).digit);
  await expect(small.predict(new Float64Array(784) as unknown as Uint8Array, 1)).rejects.toThrow(
    'images is Float64Array',
  );
});

test('a compiled predictor answers one pair, and nothing after it was disposed of', async () => {
  const model = createAdder(tiny('adder-fast').network, { seed: 1 });
  const predictor = await compilePredictor(ort, model, { single: QUIET, batch: QUIET });
  const image = takeDigits(0, 1).images;
  const [expected] = await predictor.predictPairs({ images: image, addends: [5] });
  expect(await predictor.predictPair({ image, addend: 5 })).toEqual(expected);
  expect(await predictor.predictPair({ image: Uint8ClampedArray.from(image), addend: 5 })).toEqual(expected);
  await expect(predictor.predictDigits({ images: image })).rejects.toThrow('model is a network that adds: give');
  await predictor.dispose();
  await predictor.dispose();
  await expect(predictor.predictPair({ image, addend: 5 })).rejects.toMatchObject({
    name: 'TrainerError',
    code: 'disposed',
  });
  model.dispose();
});

test('a predictor that is disposed of while it predicts answers first', async () => {
  const model = createAdder(tiny('adder-fast').network, { seed: 1 });
  const predictor = await compilePredictor(ort, model, { single: QUIET, batch: QUIET });
  const { images } = takeDigits(0, 25);
  const many = new Uint8Array(300 * 784).map((_, i) => images[i % images.length]!);
  const predicting = predictor.predictPairs({ images: many, addends: new Uint8Array(300) });
  const disposals = Promise.all([predictor.dispose(), predictor.dispose()]);
  expect(await predicting).toHaveLength(300);
  await disposals;
  model.dispose();
});
