import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import { createWornAdder, randomImages, SMALL_SPECS } from '../../test/small-models.js';
import { forwardEvery } from '../forward/forward-every.js';
import { hasSum } from '../network/has-sum.js';
import { encodeAdder } from './encode-adder.js';
import { openNetwork } from './open-network.js';

const METADATA = { recipe: null, seed: 0, data: {}, metrics: {}, packageVersion: '0.0.0' };

describe.each(SMALL_SPECS)('a saved $name as a network', ({ spec }) => {
  test('calculates what the model does, to the bit, and leaves no tensor', async () => {
    const model = createWornAdder(spec, 5);
    const image = randomImages(2, 6);
    const files = await encodeAdder(model, { ...METADATA, spec });
    const expected = forwardEvery(model, image);
    const before = tf.memory().numTensors;
    const network = openNetwork(files);
    const found = forwardEvery(network, image);
    expect(hasSum(network)).toBe(hasSum(model));
    for (const name of ['embedding', 'digit', 'sum'] as const) {
      expect(found[name]?.dataSync()).toEqual(expected[name]?.dataSync());
    }
    tf.dispose({ ...found });
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
