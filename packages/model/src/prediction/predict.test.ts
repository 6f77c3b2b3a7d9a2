import { ArgumentError } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import {
  ADDER_SPECS,
  createWornAdder,
  DIGIT_SPECS,
  randomBytes,
  randomImages,
  SMALL_SPECS,
} from '../../test/small-models.js';
import { fitFamiliarity } from '../evaluation/fit-familiarity.js';
import { eagerPredictor } from '../evaluation/predict-all-addends.js';
import { isUnusual } from '../familiarity/familiarity.js';
import { predictDigits, predictPair, predictPairs } from './predict.js';
import type { PredictOptions } from './prediction.js';

describe('predictDigits', () => {
  const model = createWornAdder(DIGIT_SPECS[0]!.spec, 3);
  const images = randomBytes(3, 1);

  test('gives the likeliest digit with all probabilities', async () => {
    const pixels = randomImages(3, 1);
    const predictions = await predictDigits(model, { images: pixels.dataSync<'float32'>() });
    const digit = model.predict(pixels) as tf.Tensor2D;
    expect(predictions.map(({ digitProbabilities }) => [...digitProbabilities])).toEqual(digit.arraySync());
    expect(predictions.map((prediction) => prediction.digit)).toEqual([...tf.argMax(digit, 1).dataSync()]);
  });

  test('keeps no tensor', async () => {
    const before = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) await predictDigits(model, { images });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('gives nothing for nothing', async () => {
    expect(await predictDigits(model, { images: new Uint8Array() })).toEqual([]);
  });

  test('refuses pixels that do not make images', async () => {
    await expect(predictDigits(model, { images: images.subarray(1) })).rejects.toThrow(
      'images.length is 2351: give a multiple of 784.',
    );
  });

  test('and predictPairs each send the other’s models there', async () => {
    const adder = createWornAdder(ADDER_SPECS[0]!.spec, 3);
    await expect(predictDigits(adder, { images })).rejects.toThrow(
      'model is a network that adds: give one that reads digits only, or call predictPairs.',
    );
    await expect(predictPairs(model, { images, addends: [1, 2, 3] })).rejects.toThrow(
      'model is a network that reads digits only: give one that adds, or call predictDigits.',
    );
  });
});

describe('predictPairs', () => {
  const model = createWornAdder(SMALL_SPECS[0]!.spec, 3);
  const images = randomBytes(3, 1);

  test('gives the likeliest digit and sum with all probabilities', async () => {
    const predictions = await predictPairs(model, { images, addends: [0, 5, 9] });
    const pixels = tf.div(tf.tensor4d(Float32Array.from(images), [3, 28, 28, 1]), 255);
    const addend = tf.oneHot(tf.tensor1d([0, 5, 9], 'int32'), 10, 1, 0, 'float32');
    const [digit, sum] = model.predict([pixels, addend]) as [tf.Tensor2D, tf.Tensor2D];
    expect(predictions.map(({ digitProbabilities }) => [...digitProbabilities])).toEqual(digit.arraySync());
    expect(predictions.map(({ sumProbabilities }) => [...sumProbabilities])).toEqual(sum.arraySync());
    expect(predictions.map((prediction) => prediction.digit)).toEqual([...tf.argMax(digit, 1).dataSync()]);
    expect(predictions.map((prediction) => prediction.sum)).toEqual([...tf.argMax(sum, 1).dataSync()]);
  });

  test('takes pixels from 0 to 1 as well', async () => {
    const [fromBytes] = await predictPairs(model, { images, addends: [1, 2, 3] });
    const scaled = Float32Array.from(images, (byte) => byte / 255);
    const [fromFloats] = await predictPairs(model, { images: scaled, addends: Uint8Array.of(1, 2, 3) });
    expect(fromFloats).toEqual(fromBytes);
  });

  test('keeps no tensor', async () => {
    const before = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) await predictPairs(model, { images, addends: [1, 2, 3] });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('gives nothing for nothing', async () => {
    expect(await predictPairs(model, { images: new Uint8Array(), addends: [] })).toEqual([]);
  });

  test.each<[unknown, string]>([
    [[1, 2], 'images.length is 2352: give 1568, 784 pixels for each of 2 addends.'],
    [[1, 10, 2], 'addends[1] is 10: give an integer from 0 to 9.'],
    [[1, 2, 0.5], 'addends[2] is 0.5: give an integer from 0 to 9.'],
    [5, 'addends is 5: give an array of integers from 0 to 9.'],
    [undefined, 'addends is undefined: give an array of integers'],
  ])('refuses the addends %o', async (addends, message) => {
    const answer = predictPairs(model, { images, addends: addends as number[] });
    await expect(answer).rejects.toThrow(ArgumentError);
    await expect(answer).rejects.toThrow(message);
  });

  test('refuses to work without pairs, without images or without a model', async () => {
    const call = predictPairs as (...given: unknown[]) => Promise<unknown>;
    await expect(call(model)).rejects.toThrow('pairs is undefined: give an object with images, addends.');
    await expect(call(model, { addends: [1] })).rejects.toThrow('images is undefined: give bytes');
    await expect(call(undefined, { images, addends: [1, 2, 3] })).rejects.toThrow(
      'model is undefined: give a model that createAdder or readAdder returned.',
    );
  });
});

describe('with what digits look like to the model', async () => {
  const model = createWornAdder(SMALL_SPECS[0]!.spec, 3);
  const images = randomBytes(3, 1);
  const addends = [0, 5, 9];
  const digits = { size: 200, images: randomBytes(200, 2), labels: Uint8Array.from({ length: 200 }, (_, i) => i % 10) };
  const familiarity = (await fitFamiliarity(eagerPredictor(model), { train: digits, validation: digits }))!;

  test('predictions say which images are unusual', async () => {
    for (const threshold of [-Infinity, familiarity.threshold, Infinity]) {
      const options = { familiarity: { ...familiarity, threshold } };
      const predictions = await predictPairs(model, { images, addends }, options);
      expect(predictions.map(({ unusual }) => unusual)).toEqual(
        predictions.map(({ digitProbabilities }) => isUnusual(options.familiarity, digitProbabilities)),
      );
      const pair = { image: images.subarray(784, 1568), addend: 5 };
      expect((await predictPair(model, pair, options)).unusual).toBe(predictions[1]!.unusual);
    }
  });

  test('and without it they do not', async () => {
    const [prediction] = await predictPairs(model, { images, addends });
    expect(prediction!.unusual).toBeUndefined();
  });

  test('it is checked', async () => {
    const options = { familiarity: { threshold: 1 } } as PredictOptions;
    await expect(predictPairs(model, { images, addends }, options)).rejects.toThrow('options.familiarity.means');
  });
});

describe('predictPair', () => {
  const model = createWornAdder(SMALL_SPECS[0]!.spec, 3);
  const image = randomBytes(1, 1);

  test('gives the answer of predictPairs for one image', async () => {
    const [expected] = await predictPairs(model, { images: image, addends: [5] });
    expect(await predictPair(model, { image, addend: 5 })).toEqual(expected);
  });

  test('refuses what is not one image with one addend', async () => {
    await expect(predictPair(model, { image: randomBytes(2, 1), addend: 5 })).rejects.toThrow(
      'image.length is 1568: give 784, 784 pixels for each of 1 images.',
    );
    await expect(predictPair(model, { image, addend: 10 })).rejects.toThrow(
      'addend is 10: give an integer from 0 to 9.',
    );
  });
});

describe('pixels and outputs', () => {
  const model = createWornAdder(SMALL_SPECS[0]!.spec, 3);
  const images = randomBytes(2, 1);
  const addends = [1, 2];

  test('of a canvas are bytes', async () => {
    const clamped = Uint8ClampedArray.from(images);
    expect(await predictPairs(model, { images: clamped, addends })).toEqual(
      await predictPairs(model, { images, addends }),
    );
  });

  test.each([
    [
      Float64Array.from(images),
      'images is Float64Array(1568): give bytes from 0 to 255 in a Uint8Array or Uint8ClampedArray,',
    ],
    [[...images], 'images is Array(1568): give bytes'],
    [Int32Array.from(images), 'images is Int32Array(1568): give bytes'],
    [Float32Array.from(images).fill(2, 5, 6).fill(0, 0, 5), 'images[5] is 2: give numbers from 0 to 1, or bytes in a'],
    [new Float32Array(images.length).fill(NaN, 7), 'images[7] is NaN: give numbers from 0 to 1'],
    [new Float32Array(images.length).fill(-0.5, 9), 'images[9] is -0.5: give numbers from 0 to 1'],
  ])('of another type or range are refused', async (wrong, message) => {
    await expect(predictPairs(model, { images: wrong as unknown as Uint8Array, addends })).rejects.toThrow(message);
  });

  test('that are not finite are no answer', async () => {
    const broken = createWornAdder(SMALL_SPECS[0]!.spec, 3);
    for (const weight of broken.trainableWeights) weight.write(tf.fill(weight.shape as number[], 3e38));
    const answer = predictPairs(broken, { images, addends });
    await expect(answer).rejects.toMatchObject({ name: 'ModelError', code: 'non-finite-outputs' });
  });
});
