import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomImages } from '../../../test/small-models.js';
import type { AdderSpecInput } from '../adder-spec.js';
import { createAdder } from '../create-adder.js';

const spec: AdderSpecInput = {
  backbone: { type: 'small-cnn', filters: [1, 1], embedding: 2 },
  head: { type: 'exact' },
};

test('the sum is the digit shifted by the addend, or by each addend as far as it is likely', () => {
  const model = createAdder(spec, { seed: 1 });
  const image = randomImages(1, 1);
  const distribution = fc
    .array(fc.integer({ min: 0, max: 100 }), { minLength: 10, maxLength: 10 })
    .filter((weights) => weights.some((weight) => weight > 0))
    .map((weights) => weights.map((weight) => weight / weights.reduce((a, b) => a + b)));
  fc.assert(
    fc.property(distribution, (addend) => {
      const [digit, sum] = tf.tidy(() =>
        (model.predict([image, tf.tensor2d([addend])]) as tf.Tensor[]).map((tensor) => [...tensor.dataSync()]),
      );
      const expected = Array.from({ length: 19 }, () => 0);
      digit!.forEach((p, d) => {
        addend.forEach((q, a) => (expected[d + a]! += p * q));
      });
      sum!.forEach((p, s) => {
        expect(p).toBeCloseTo(expected[s]!, 6);
      });
    }),
    { numRuns: 30 },
  );
  model.dispose();
});

test('nothing of the addition is learned', () => {
  const model = createAdder(spec, { seed: 1 });
  expect(model.getLayer('sum').trainableWeights).toEqual([]);
  expect(model.trainableWeights.map(({ originalName }) => originalName)).not.toContain('sum/kernel');
  model.dispose();
});
