import { createAdder, encodeAdder, type AdderSpecInput } from '@mnist-adder/model';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createPredictionService } from './prediction-service.js';

const SPEC: AdderSpecInput = {
  backbone: { type: 'small-cnn', filters: [2, 3], embedding: 5 },
  head: { type: 'exact' },
};
const SCORES = { pairs: 1, loss: 0, digit: { accuracy: 1, loss: 0 } };
const METADATA = { spec: SPEC, recipe: null, seed: 1, data: {}, scores: SCORES, packageVersion: '0.0.0' };
const QUESTION = { model: 'own', image: { pixels: new Uint8Array(784).fill(99) }, addend: 5, layers: [] };

test('a network whose numbers overflow is not opened, and leaves no tensor and no network before it', async () => {
  const service = createPredictionService();
  await service.start('cpu', () => undefined);
  const model = createAdder(SPEC, { seed: 1 });
  const sound = await encodeAdder(model, METADATA);
  // The largest that the saved format has.
  for (const weight of model.trainableWeights) weight.write(tf.fill(weight.shape as number[], 3e38));
  const overflowing = await encodeAdder(model, METADATA);
  model.dispose();

  const before = tf.memory().numTensors;
  expect((await service.open('own', sound, {})).map(({ name, inputs }) => [name, ...inputs]).slice(0, 3)).toEqual([
    ['image'],
    ['normalization', 'image'],
    ['conv_1', 'normalization'],
  ]);
  expect(await service.ask(QUESTION)).toBeDefined();
  const { kernel, bias, ...others } = await service.readWeights('own', 'conv_2');
  expect([kernel?.shape, bias?.shape, others]).toEqual([[3, 3, 2, 3], [3], {}]);
  expect(kernel?.values).toHaveLength(54);
  expect(await service.readWeights('own', 'pool_1')).toEqual({});
  await expect(service.open('own', overflowing, {})).rejects.toMatchObject({ code: 'non-finite-outputs' });
  expect(tf.memory().numTensors).toBe(before);
  await expect(service.ask(QUESTION)).rejects.toThrow('The model own is not open.');
});
