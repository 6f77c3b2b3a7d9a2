import { readFileSync } from 'node:fs';
import { modelFolder } from '@mnist-adder/models';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { checkModel } from './check-model.js';
import { inPlainWords } from '../models/plain-error.js';

const contentOf = (name: string) => readFileSync(`${modelFolder('exact-small')}/${name}`);
const json = contentOf('model.json').toString();
const weights = Uint8Array.from(contentOf('weights.bin'));
const stored = JSON.parse(json) as {
  userDefinedMetadata: { mnistAdder: Record<string, unknown> };
  modelTopology: unknown;
};
const withMetadata = (change: Record<string, unknown>) =>
  JSON.stringify({
    ...stored,
    userDefinedMetadata: { mnistAdder: { ...stored.userDefinedMetadata.mnistAdder, ...change } },
  });

beforeAll(() => tf.setBackend('cpu'));

test.each([
  [
    'no JSON',
    { json: '{', weights },
    'model.json is no model, or it is damaged: choose a model that mnist-adder saved.',
  ],
  [
    'no model',
    { json: '[]', weights },
    'model.json is no model that this page can open: choose a model that mnist-adder saved.',
  ],
  [
    'a model of another program',
    { json: JSON.stringify({ ...stored, userDefinedMetadata: undefined }), weights },
    'model.json is a model that another program saved: choose a model that mnist-adder saved.',
  ],
  [
    'of another version',
    { json: withMetadata({ formatVersion: 99 }), weights },
    'model.json was saved by another version of mnist-adder: train it again.',
  ],
  [
    'of scores that are no numbers',
    { json: withMetadata({ scores: { loss: 'low' } }), weights },
    'model.json is damaged: copy all of its files again, or train it again.',
  ],
  [
    'of another spec',
    { json: withMetadata({ spec: { backbone: 3 } }), weights },
    'model.json is damaged: copy all of its files again, or train it again.',
  ],
  [
    'cut off',
    { json, weights: weights.subarray(1) },
    'weights.bin is cut off: copy all of its files again, or train it again.',
  ],
  [
    'of other weights',
    { json, weights: weights.map((byte, i) => (i === 0 ? byte ^ 1 : byte)) },
    'weights.bin does not belong to this model.json, or it is damaged: copy all of its files again, or train it again.',
  ],
])('a model that is %s is refused in plain words', async (_, files, sentence) => {
  await expect(checkModel(files, 'the files')).rejects.toThrow(new Error(sentence));
});

test('any other error stays as it is', () => {
  const error = new Error('no network');
  expect(inPlainWords(error)).toBe(error);
});
