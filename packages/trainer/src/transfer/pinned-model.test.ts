import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@mnist-adder/dataset/internal';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { saveModel } from '../../test/save-model.js';
import { openPinnedModel, pinModel } from './pinned-model.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinned-'));
});

test('a model is pinned by its weights, and opened as long as it has them', async () => {
  (await saveModel(folder, 1)).dispose();
  const before = tf.memory().numTensors;
  const pinned = await pinModel(folder);
  expect(pinned).toEqual({ folder, digest: await sha256(readFileSync(join(folder, 'weights.bin'))) });
  expect(tf.memory().numTensors).toBe(before);
  const { model, metadata } = await openPinnedModel(pinned);
  expect(metadata.seed).toBe(1);
  model.dispose();
  (await saveModel(folder, 2)).dispose();
  await expect(openPinnedModel(pinned)).rejects.toThrow(`whose weights are ${pinned.digest}, in ${folder}.`);
});

test('a folder without a whole model is refused before anything begins', async () => {
  await expect(pinModel(join(folder, 'none'))).rejects.toThrow(/none/);
  (await saveModel(folder, 1)).dispose();
  appendFileSync(join(folder, 'weights.bin'), 'more');
  await expect(pinModel(folder)).rejects.toThrow(/weights\.bin/);
});
