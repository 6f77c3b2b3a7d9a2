import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contestRecipe } from './contest-recipe.js';
import { writeTrainingFiles } from './training-files.js';

let folder: string;
beforeEach(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  folder = mkdtempSync(join(tmpdir(), 'training-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const digits = {
  images: Uint8Array.from({ length: 300 * 784 }, (_, i) => i % 256),
  labels: Uint8Array.from({ length: 300 }, (_, i) => i % 10),
  size: 300,
};
const recipe = (id: string) => {
  const settings = contestRecipe(id, { batchSize: 32 });
  return { ...settings, data: { ...settings.data, validation: 100 } };
};

test('a peer gets whole batches, the settings and every weight', async () => {
  await writeTrainingFiles(folder, recipe('identity-adder'), digits);
  expect(readdirSync(folder).sort()).toEqual(['addends.npy', 'digits.npy', 'images.npy', 'settings.json', 'weights']);
  const images = readFileSync(join(folder, 'images.npy'));
  expect(images.toString('latin1')).toContain("'descr': '|u1', 'fortran_order': False, 'shape': (192, 28, 28,)");
  expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toMatchObject({
    recipe: 'identity-adder',
    batchSize: 32,
    dropout: 0.1,
    learningRate: { rate: 0.001 },
  });
  const weights = readdirSync(join(folder, 'weights'));
  expect(weights).toContain('conv_1.kernel.npy');
  expect(weights).toContain('norm_6.moving_variance.npy');
});

test('where every addend is trained there are none to draw', async () => {
  await writeTrainingFiles(folder, recipe('adder-fast'), digits);
  expect(readdirSync(folder)).not.toContain('addends.npy');
  expect(readdirSync(join(folder, 'weights'))).toHaveLength(14);
});
