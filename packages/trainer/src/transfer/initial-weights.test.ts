import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdder, parseAdderSpec } from '@mnist-adder/model';
import type { AdderSpecInput } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { saveModel } from '../../test/save-model.js';
import { beginWith } from './begin-with.js';
import { knowModel } from './known-model.js';
import type { KnownModel } from './known-model.js';

const exact = parseAdderSpec({
  backbone: { type: 'vgg', filters: [1, 1, 1], convolutions: [1, 1, 1], embedding: 2 },
  head: { type: 'exact' },
});

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
let known: KnownModel;
beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'begin-'));
  await saveModel(folder, 1, exact);
  known = await knowModel(folder);
});
afterEach(() => {
  tf.disposeVariables();
});

/** The weights of a model by name, some of which are as with another seed. */
function weightsOf(spec: AdderSpecInput, seed: number) {
  const model = createAdder(spec, { seed });
  const read = () => new Map(model.weights.map((weight) => [weight.originalName, [...weight.read().dataSync()]]));
  return { model, read };
}

test('with the same head a model begins with all the weights', async () => {
  const { model, read } = weightsOf(exact, 2);
  await beginWith(model, exact, known);
  expect(read()).toEqual(weightsOf(exact, 1).read());
});

test('with another head it begins with the backbone, and its own head', async () => {
  const concat = parseAdderSpec({ ...exact, head: { type: 'concat' } });
  const { model, read } = weightsOf(concat, 2);
  await beginWith(model, concat, known);
  const [first, second] = [weightsOf(exact, 1).read(), weightsOf(concat, 2).read()];
  for (const [name, values] of read()) {
    expect(values, name).toEqual((/^(conv|norm|embedding)/.test(name) ? first : second).get(name));
  }
});

test('another backbone is refused', async () => {
  const spec = parseAdderSpec({
    ...exact,
    backbone: { ...exact.backbone, embedding: 3 } as AdderSpecInput['backbone'],
  });
  const { model } = weightsOf(spec, 2);
  const before = tf.memory().numTensors;
  await expect(beginWith(model, spec, known)).rejects.toThrow(
    /^from is ".*": give a model with the backbone \{.*"embedding":3.*\}, and not \{.*"embedding":2.*\}\.$/,
  );
  expect(tf.memory().numTensors).toBe(before);
});
