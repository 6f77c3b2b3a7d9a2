import { compiledExecutor } from '@mnist-adder/trainer';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { beforeAll, expect, test } from 'vitest';
import { contestRecipe, startTraining } from './training-run.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const digits = {
  images: Uint8Array.from({ length: 300 * 784 }, (_, i) => (i * i) % 256),
  labels: Uint8Array.from({ length: 300 }, (_, i) => i % 10),
  size: 300,
};
const small = (dropout: boolean) => {
  const recipe = contestRecipe('identity-adder', { batchSize: 4, dropout });
  return { ...recipe, data: { ...recipe.data, validation: 292 } };
};
const start = (dropout: boolean) =>
  startTraining(small(dropout), compiledExecutor(ort, { logSeverityLevel: 3, intraOpNumThreads: 1 }), digits);

test('a training goes on where it stood, from epoch to epoch, and leaves nothing behind', async () => {
  const before = tf.memory().numTensors;
  const training = start(true);
  for (let step = 1; step <= 5; step++) {
    expect(await training.runFor(0)).toHaveLength(1);
    expect(training.losses).toHaveLength(step);
  }
  const milliseconds = await training.runFor(0.05);
  expect(training.losses).toHaveLength(5 + milliseconds.length);
  expect(milliseconds.reduce((sum, value) => sum + value, 0)).toBeGreaterThanOrEqual(50);
  await training.end();
  expect(tf.memory().numTensors).toBe(before);
});

test('without dropout two of them have the same losses, other than with it', async () => {
  const losses = [];
  for (const dropout of [false, false, true]) {
    const training = start(dropout);
    await training.runFor(0);
    losses.push(training.losses[0]);
    await training.end();
  }
  expect(losses[1]).toBe(losses[0]);
  expect(losses[2]).not.toBe(losses[0]);
});

test('an error in the training is thrown to those who wait for steps', async () => {
  const failing = {
    ...compiledExecutor(ort),
    prepareStep: () => Promise.reject(new Error('no such device')),
  };
  await expect(startTraining(small(false), failing, digits).runFor(1)).rejects.toThrow('no such device');
});
