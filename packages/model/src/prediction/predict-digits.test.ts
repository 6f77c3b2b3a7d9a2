import { ArgumentError } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import { ADDER_SPECS, createWornAdder, DIGIT_SPECS, randomBytes, randomImages } from '../../test/small-models.js';
import { predictDigits } from './predict-digits.js';
import { predictPairs } from './predict-pairs.js';

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
      new ArgumentError('images', '784 pixels for each image', 'of 2351 pixels'),
    );
  });

  test('and predictPairs each send the other’s models there', async () => {
    const adder = createWornAdder(ADDER_SPECS[0]!.spec, 3);
    await expect(predictDigits(adder, { images })).rejects.toThrow('predictPairs');
    await expect(predictPairs(model, { images, addends: [1, 2, 3] })).rejects.toThrow('predictDigits');
  });
});
