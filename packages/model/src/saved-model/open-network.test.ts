import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import { createWornAdder, randomImages, SMALL_SPECS, SOME_SCORES } from '../../test/small-models.js';
import { forwardAllAddends } from '../forward/forward.js';
import { hasSum } from '../network/network.js';
import { encodeAdder } from './encode-adder.js';
import { openNetwork } from './open-network.js';

const METADATA = { recipe: null, seed: 0, data: {}, scores: SOME_SCORES, packageVersion: '0.0.0' };

describe.each(SMALL_SPECS)('a saved $name as a network', ({ spec }) => {
  test('calculates what the model does, to the bit, and leaves no tensor', async () => {
    const model = createWornAdder(spec, 5);
    const image = randomImages(2, 6);
    const files = await encodeAdder(model, { ...METADATA, spec });
    const expected = forwardAllAddends(model, image);
    const before = tf.memory().numTensors;
    const network = openNetwork(files);
    const found = forwardAllAddends(network, image);
    expect(hasSum(network)).toBe(hasSum(model));
    for (const name of ['embedding', 'digit', 'sum'] as const) {
      expect(found[name]?.dataSync()).toEqual(expected[name]?.dataSync());
    }
    tf.dispose({ ...found });
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
