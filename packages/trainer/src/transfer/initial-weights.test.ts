import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdder, parseAdderSpec, type AdderSpec } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { saveModel } from '../../test/save-model.js';
import { loadInitialWeights } from './initial-weights.js';
import { pinModel, type PinnedModel } from './pinned-model.js';

const exact = parseAdderSpec({
  backbone: { type: 'vgg', filters: [1, 1, 1], convolutions: [1, 1, 1], embedding: 2 },
  head: { type: 'exact' },
});

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
let pinned: PinnedModel;
beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'initial-weights-'));
  await saveModel(folder, 1, exact);
  pinned = await pinModel(folder);
});
afterEach(() => {
  tf.disposeVariables();
});

/** The weights of a model by name, some of which are as with another seed. */
function weightsOf(spec: AdderSpec, seed: number) {
  const model = createAdder(spec, { seed });
  const read = () => new Map(model.weights.map((weight) => [weight.originalName, [...weight.read().dataSync()]]));
  return { model, read };
}

test('with the same head a model begins with all the weights', async () => {
  const { model, read } = weightsOf(exact, 2);
  await loadInitialWeights(model, exact, pinned);
  expect(read()).toEqual(weightsOf(exact, 1).read());
});

test('with another head it begins with the backbone, and its own head', async () => {
  const concat = parseAdderSpec({ ...exact, head: { type: 'concat' } });
  const { model, read } = weightsOf(concat, 2);
  await loadInitialWeights(model, concat, pinned);
  const [first, second] = [weightsOf(exact, 1).read(), weightsOf(concat, 2).read()];
  for (const [name, values] of read()) {
    expect(values, name).toEqual((/^(conv|norm|embedding)/.test(name) ? first : second).get(name));
  }
});

test('another backbone is refused', async () => {
  const spec = parseAdderSpec({ ...exact, backbone: { ...exact.backbone, embedding: 3 } });
  const { model } = weightsOf(spec, 2);
  const before = tf.memory().numTensors;
  await expect(loadInitialWeights(model, spec, pinned)).rejects.toThrow(
    /^from is ".*": give a model with the backbone \{.*"embedding":3.*\}, and not \{.*"embedding":2.*\}\.$/,
  );
  expect(tf.memory().numTensors).toBe(before);
});
