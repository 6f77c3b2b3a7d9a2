import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdder, parseAdderSpec } from '@mnist-adder/model';
import type { AdderSpecInput } from '@mnist-adder/model';
import { writeAdder } from '@mnist-adder/model/node';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { digestOf } from '../checkpoint/encode-checkpoint.js';
import { knowModel, openKnownModel } from './known-model.js';

const spec: AdderSpecInput = {
  backbone: { type: 'small-cnn', filters: [1, 1], embedding: 2 },
  head: { type: 'exact' },
};

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'known-'));
});

async function save(seed: number) {
  const model = createAdder(spec, { seed });
  await writeAdder(folder, model, {
    spec: parseAdderSpec(spec),
    recipe: null,
    seed,
    data: {},
    metrics: {},
    packageVersion: '0.0.0',
  });
  model.dispose();
}

test('a model is known by its weights, and opened as long as it has them', async () => {
  await save(1);
  const before = tf.memory().numTensors;
  const known = await knowModel(folder);
  expect(known).toEqual({ folder, digest: digestOf(readFileSync(join(folder, 'weights.bin'))) });
  expect(tf.memory().numTensors).toBe(before);
  const { model, metadata } = await openKnownModel(known);
  expect(metadata.seed).toBe(1);
  model.dispose();
  await save(2);
  await expect(openKnownModel(known)).rejects.toThrow(`whose weights are ${known.digest}, in ${folder}.`);
});

test('a folder without a whole model is refused before anything begins', async () => {
  await expect(knowModel(join(folder, 'none'))).rejects.toThrow(/none/);
  await save(1);
  appendFileSync(join(folder, 'weights.bin'), 'more');
  await expect(knowModel(folder)).rejects.toThrow(/weights\.bin/);
});
