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
    const answer = await answerQuestion(network, {
      image: picture,
      addend,
      layers: i % 2 === 0 ? ['conv_1', 'sum'] : [],
    });
    expect(answer).toBeDefined();
  }
  expect(tf.memory().numTensors).toBe(before);
});

test('a network whose numbers overflow gives no answer, and leaves no tensor', async () => {
  const model = createAdder(SPEC, { seed: 1 });
  // The largest that the saved format has.
  for (const weight of model.trainableWeights) weight.write(tf.fill(weight.shape as number[], 3e38));
  const network = openNetwork(await encodeAdder(model, { ...METADATA, spec: SPEC }));
  const before = tf.memory().numTensors;
  const question = { image: picture, addend: 5, layers: ['conv_1'] };
  await expect(answerQuestion(network, question)).rejects.toThrow('The model gives no answer');
  expect(tf.memory().numTensors).toBe(before);
});

test.each(['exact', 'concat', 'linear', 'stacked', 'digit'] as const)(
  'the %s head answers with one addend as with all ten, and layers belong to the one asked for',
  async (type) => {
    const model = createAdder({ ...SPEC, head: { type } }, { seed: 1 });
    const network = openNetwork(await encodeAdder(model, { ...METADATA, spec: { ...SPEC, head: { type } } }));
    const layers = network.layers.map(({ name }) => name);
    const ask = async (addend: number | typeof picture | undefined) => {
      return (await answerQuestion(network, { image: picture, addend, layers }))!;
    };
    const answer = await ask(3);
    expect([...answer.layers.keys()]).toEqual(layers);
    const image = tf.reshape<tf.Rank.R4>(tf.tensor(Float32Array.from(picture.pixels, (p) => p / 255)), [1, 28, 28, 1]);
    const inputs = type === 'digit' ? image : [image, tf.oneHot([3], 10)];
    const [digit, sum] = [model.predict(inputs)].flat().map((tensor) => tensor.dataSync());
    const close = (a: ArrayLike<number> | undefined, b: ArrayLike<number> | undefined) => {
      expect(a?.length).toBe(b?.length);
      for (let i = 0; i < (a?.length ?? 0); i++) expect(a![i]).toBeCloseTo(b![i]!, 5);
    };
    close(answer.image.digit, digit);
    close(answer.sum, sum);
    close(answer.layers.get('digit')!.values, digit);
    close(answer.layers.get('sum')?.values, sum);
    close(answer.sums?.slice(3 * 19, 4 * 19), sum);
    expect(answer.addend).toBe(3);
    // A second image is what the network reads in it, and the picture of all ten addends stays the same.
    const second = await ask(picture);
    close(second.sums, answer.sums);
    expect(second.addend).toHaveProperty('digit');
    // Without an addend the digit is read all the same.
    expect(await ask(undefined)).toMatchObject({ addend: undefined, sum: undefined });
  },
);
