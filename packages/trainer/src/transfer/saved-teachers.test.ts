import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eagerPredictor } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { saveModel } from '../../test/save-model.js';
import { eagerExecutor } from '../executor/eager-executor.js';
import { pinModel } from './pinned-model.js';
import { openTeachers } from './saved-teachers.js';
import { teacherOf } from './teacher.js';

const images = Uint8Array.from({ length: 2 * 784 }, (_, i) => (i * 37) % 256);
const question = { batchSize: 2, temperature: 2 };

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teacher-'));
});

/** Saves a model, and gives what it would teach. */
async function save(seed: number) {
  const model = await saveModel(folder, seed);
  const taught = await teacherOf([eagerPredictor(model)], question.temperature)(images, 2);
  model.dispose();
  return taught;
}

test('a saved model teaches what it did before, and leaves no tensor', async () => {
  const taught = await save(1);
  const before = tf.memory().numTensors;
  const { teacher, close } = await openTeachers([await pinModel(folder)], eagerExecutor(), question);
  expect(await teacher(images, 2)).toEqual(taught);
  await close();
  expect(tf.memory().numTensors).toBe(before);
});

test('where one of several is not what it was, none stays open', async () => {
  await save(1);
  const pinned = await pinModel(folder);
  const before = tf.memory().numTensors;
  const teachers = [pinned, { ...pinned, digest: '0' }];
  await expect(openTeachers(teachers, eagerExecutor(), question)).rejects.toThrow(/the one that the run began with/);
  expect(tf.memory().numTensors).toBe(before);
});
