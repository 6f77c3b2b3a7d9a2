import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWornAdder, SMALL_SPECS, SOME_SCORES } from '../../test/small-models.js';
import type { ModelErrorCode } from '../model-error.js';
import { readAdder, writeAdder } from './adder-folder.js';

const { spec } = SMALL_SPECS[0]!;
const metadata = { spec, recipe: null, seed: 3, data: {}, scores: SOME_SCORES, packageVersion: '0.0.0' };
const coded = (code: ModelErrorCode, file: string) =>
  expect.objectContaining({ name: 'ModelError', code, facts: { file } }) as Error;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mnist-adder-model-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a model comes back from its folder, which is made', async () => {
  const model = createWornAdder(spec, 3);
  const target = join(folder, 'a', 'b');
  await writeAdder(target, model, metadata);
  expect((await readdir(target)).sort()).toEqual(['model.json', 'weights.bin']);
  const saved = await readAdder(target);
  expect(saved.metadata.seed).toBe(3);
  saved.model.getWeights().forEach((weight, i) => {
    expect(weight.dataSync()).toEqual(model.getWeights()[i]!.dataSync());
  });
  tf.dispose([model.getWeights(), saved.model.getWeights()]);
});

test('a model is found by its folder or its model.json, as a path or as a URL', async () => {
  const model = createWornAdder(spec, 3);
  await writeAdder(pathToFileURL(`${folder}/`), model, metadata);
  const places = [folder, `${folder}/`, join(folder, 'model.json')];
  for (const place of [...places, ...places.map((path) => pathToFileURL(path))]) {
    const saved = await readAdder(place);
    expect(saved.metadata.seed).toBe(3);
    saved.model.dispose();
  }
  await expect(readAdder(undefined as unknown as string)).rejects.toThrow('folder is undefined: give a path or a file');
});

test('a model is not saved with the spec of another, nor without what it says about itself', async () => {
  const model = createWornAdder(spec, 3);
  const write = (given: unknown) => writeAdder(join(folder, 'a'), model, given as typeof metadata);
  const before = tf.memory().numTensors;
  for (const other of [SMALL_SPECS[1]!.spec, { ...spec, backbone: { ...spec.backbone, filters: [3, 3] } }]) {
    await expect(write({ ...metadata, spec: other })).rejects.toThrow(
      /^metadata\.spec is that of another network \(small-cnn, (exact|concat)\): give the spec that the model was created from\.$/,
    );
  }
  await expect(write(undefined)).rejects.toThrow('metadata is undefined: give an object with spec, recipe, seed,');
  await expect(write({ ...metadata, scores: undefined })).rejects.toThrow('metadata.scores is undefined: give');
  await expect(write({ ...metadata, seed: 'one' })).rejects.toThrow('metadata.seed is "one": give');
  await expect(write({ ...metadata, spec: undefined })).rejects.toMatchObject({ name: 'ModelError', code: 'spec' });
  expect(await readdir(folder)).toEqual([]);
  expect(tf.memory().numTensors).toBe(before);
  // The version is the only thing that is not known to everyone.
  await write({ ...metadata, packageVersion: undefined });
  expect((await readAdder(join(folder, 'a'))).metadata.packageVersion).toBeUndefined();
});

test('a model that cannot be encoded leaves nothing behind', async () => {
  const model = createWornAdder(spec, 4);
  model.weights[0]!.write(tf.fill([5, 5, 1, 2], NaN));
  await expect(writeAdder(join(folder, 'a'), model, metadata)).rejects.toThrow('conv_1/kernel');
  expect(await readdir(folder)).toEqual([]);
});

test('files that are missing or no files are named', async () => {
  const [json, weights] = [join(folder, 'model.json'), join(folder, 'weights.bin')];
  await expect(readAdder(folder)).rejects.toThrow(coded('model-file-missing', json));
  await expect(readAdder(json)).rejects.toThrow(coded('model-file-missing', json));
  const model = createWornAdder(spec, 3);
  await writeAdder(folder, model, metadata);
  await rm(weights);
  await expect(readAdder(folder)).rejects.toThrow(coded('model-file-missing', weights));
  await expect(readAdder(json)).rejects.toThrow(coded('model-file-missing', weights));
  await expect(readAdder(weights)).rejects.toThrow(coded('model-file-missing', join(weights, 'model.json')));
  await mkdir(weights);
  await expect(readAdder(folder)).rejects.toThrow(coded('model-file-unreadable', weights));
});

test('a folder that cannot be written is named', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const model = createWornAdder(spec, 3);
  await expect(writeAdder(file, model, metadata)).rejects.toThrow(coded('model-folder-not-writable', file));
});

test('weights in several files are read as model.json lists them, which may have another name', async () => {
  const model = createWornAdder(spec, 3);
  await writeAdder(folder, model, metadata);
  const bytes = await readFile(join(folder, 'weights.bin'));
  const text = await readFile(join(folder, 'model.json'), 'utf8');
  await rm(join(folder, 'weights.bin'));
  await rm(join(folder, 'model.json'));
  await writeFile(join(folder, 'group1-shard1of2.bin'), bytes.subarray(0, 30));
  await writeFile(join(folder, 'group1-shard2of2.bin'), bytes.subarray(30));
  const other = join(folder, 'my-model.json');
  await writeFile(other, text.replace('"weights.bin"', '"group1-shard1of2.bin", "group1-shard2of2.bin"'));
  for (const place of [other, pathToFileURL(other)]) {
    const saved = await readAdder(place);
    saved.model.getWeights().forEach((weight, i) => {
      expect(weight.dataSync()).toEqual(model.getWeights()[i]!.dataSync());
    });
    saved.model.dispose();
  }
  await truncate(join(folder, 'group1-shard2of2.bin'), 2 ** 40);
  await expect(readAdder(other)).rejects.toMatchObject({ code: 'model-weights-over-long' });
  await truncate(join(folder, 'group1-shard2of2.bin'), 10);
  await expect(readAdder(other)).rejects.toMatchObject({ code: 'model-weights-truncated' });
});

test.skipIf(process.platform === 'win32').each(['model.json', 'weights.bin'])(
  '%s may not be a device',
  async (name) => {
    await writeAdder(folder, createWornAdder(spec, 3), metadata);
    const file = join(folder, name);
    await rm(file);
    await symlink('/dev/zero', file);
    await expect(readAdder(folder)).rejects.toThrow(coded('model-file-unreadable', file));
    await expect(readAdder(folder)).rejects.toThrow(
      `${file} cannot be read because it is a device, a pipe or a socket: make`,
    );
  },
);
