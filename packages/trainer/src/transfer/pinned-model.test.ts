import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { saveModel } from '../../test/save-model.js';
import { digestOf } from '../checkpoint/encode-checkpoint.js';
import { knowModel, openKnownModel } from './known-model.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'known-'));
});

test('a model is known by its weights, and opened as long as it has them', async () => {
  (await saveModel(folder, 1)).dispose();
  const before = tf.memory().numTensors;
  const known = await knowModel(folder);
  expect(known).toEqual({ folder, digest: digestOf(readFileSync(join(folder, 'weights.bin'))) });
  expect(tf.memory().numTensors).toBe(before);
  const { model, metadata } = await openKnownModel(known);
  expect(metadata.seed).toBe(1);
  model.dispose();
  (await saveModel(folder, 2)).dispose();
  await expect(openKnownModel(known)).rejects.toThrow(`whose weights are ${known.digest}, in ${folder}.`);
});

test('a folder without a whole model is refused before anything begins', async () => {
  await expect(knowModel(join(folder, 'none'))).rejects.toThrow(/none/);
  (await saveModel(folder, 1)).dispose();
  appendFileSync(join(folder, 'weights.bin'), 'more');
  await expect(knowModel(folder)).rejects.toThrow(/weights\.bin/);
});
