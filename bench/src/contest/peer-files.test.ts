import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeNpy, writeTrainingFiles } from './peer-files.js';
import { contestRecipe } from './training-run.js';

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

test('if every addend is trained, none is drawn', async () => {
  await writeTrainingFiles(folder, recipe('adder-fast'), digits);
  expect(readdirSync(folder)).not.toContain('addends.npy');
  expect(readdirSync(join(folder, 'weights'))).toHaveLength(14);
});

test('in a .npy file a header of a multiple of 64 bytes gives type and shape, and the elements follow', () => {
  const file = Buffer.from(encodeNpy([2, 1], Float32Array.of(1, -2)));
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x93NUMPY\x01\x00');
  const end = 10 + file.readUInt16LE(8);
  expect(end % 64).toBe(0);
  const header = file.subarray(10, end).toString('latin1');
  expect(header).toMatch(/^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 1,\), \} *\n$/);
  expect([file.readFloatLE(end), file.readFloatLE(end + 4), file.length]).toEqual([1, -2, end + 8]);
});

test.each([
  [Uint8Array.of(1), '|u1'],
  [Int32Array.of(1), '<i4'],
])('in a .npy file %o is %s', (data, type) => {
  expect(Buffer.from(encodeNpy([1], data)).toString('latin1')).toContain(`'descr': '${type}'`);
});

test('a .npy file of another shape is refused', () => {
  expect(() => encodeNpy([3], Uint8Array.of(1, 2))).toThrow('2 elements are no array of [3]');
});
