import { createAdder, encodeAdder, openNetwork, type AdderSpecInput } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { answerQuestion } from './answer-question.js';

const SPEC: AdderSpecInput = {
  backbone: { type: 'small-cnn', filters: [2, 3], embedding: 5 },
  head: { type: 'exact' },
};
const SCORES = { pairs: 1, loss: 0, digit: { accuracy: 1, loss: 0 } };
const METADATA = { recipe: null, seed: 1, data: {}, scores: SCORES, packageVersion: '0.0.0' };
const picture = { pixels: Uint8Array.from({ length: 784 }, (_, i) => i % 256) };

test('a thousand answers, some with layers and some with a second image, leave no tensor', async () => {
  const network = openNetwork(await encodeAdder(createAdder(SPEC, { seed: 1 }), { ...METADATA, spec: SPEC }));
  const before = tf.memory().numTensors;
  for (let i = 0; i < 1000; i++) {
    const addend = i % 3 === 0 ? picture : i % 10;
    const outcome = await answerQuestion(network, { image: picture, addend, inside: i % 2 === 0 });
    expect(outcome).toHaveProperty('answer');
  }
  expect(tf.memory().numTensors).toBe(before);
});

test('a network whose numbers overflow gives no answer, and leaves no tensor', async () => {
  const model = createAdder(SPEC, { seed: 1 });
  // The largest that the saved format has.
  for (const weight of model.trainableWeights) weight.write(tf.fill(weight.shape as number[], 3e38));
  const network = openNetwork(await encodeAdder(model, { ...METADATA, spec: SPEC }));
  const before = tf.memory().numTensors;
  const question = { image: picture, addend: 5, inside: true };
  await expect(answerQuestion(network, question)).rejects.toThrow('The model gives no answer');
  expect(tf.memory().numTensors).toBe(before);
});
