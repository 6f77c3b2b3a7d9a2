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

/** A zip archive that begins with an entry of this name. */
const zip = (name: string) => `PK\x03\x04\x14${'\0'.repeat(21)}${String.fromCharCode(name.length)}\0\0\0${name}{"keras`;

test.each([
  ['model.keras', zip('metadata.json'), 'a model of Keras (.keras)'],
  ['model.pt', zip('archive/data.pkl'), 'a model of PyTorch (.pt)'],
  ['old.pt', '\x80\x02\x8a\nl\xfc\x9cF', 'a pickle, as PyTorch writes it (.pt)'],
  ['model.zip', zip('other/model.json'), 'a zip archive'],
  ['model.h5', '\x89HDF\r\n\x1a\n\0\0', 'an HDF5 file, as Keras writes it (.h5)'],
  ['model.tflite', '\x1c\0\0\0TFL3\x14\0', 'a model of TensorFlow Lite (.tflite)'],
  ['model.safetensors', '\x40\x01\0\0\0\0\0\0{"__metadata__":{}}', 'weights in the format safetensors'],
  ['saved_model.pb', '\x08\x01\x12\xd8\xa4\x02\n', 'a SavedModel of TensorFlow (.pb)'],
  ['frozen.pb', '\n1\n\x05input\x12\x0bPlaceholder', 'a graph of TensorFlow (.pb)'],
  ['model', '\x08\x08\x12\x07pytorch\x1a', 'an ONNX model whose name does not end in .onnx'],
  ['model.json', 'version https://git-lfs.github.com/spec/v1\n', 'a pointer to the file in Git LFS'],
  ['model.json', '<!DOCTYPE html>', 'a web page'],
])('%s that begins with %j is named for what it is', async (name, beginning, found) => {
  const file = join(folder, name);
  await writeFile(file, Buffer.from(beginning, 'latin1'));
  // Most are larger than any model.json.
  for (const size of [beginning.length, 20e6]) {
    await truncate(file, size);
    await expect(readAdder(name === 'model.json' ? folder : file)).rejects.toThrow(`, found ${found}. C`);
  }
});

test('JSON is not taken for another format', async () => {
  await writeAdder(folder, createWornAdder(spec, 3), metadata);
  const file = join(folder, 'model.json');
  const text = await readFile(file, 'utf8');
  for (const before of ['\n', '\r\n', '\n\n  ', '\uFEFF', '\uFEFF\n']) {
    await writeFile(file, before + text);
    (await readAdder(folder)).model.dispose();
  }
  await writeFile(file, `\uFEFF${text}`, 'utf16le');
  (await readAdder(folder)).model.dispose();
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
