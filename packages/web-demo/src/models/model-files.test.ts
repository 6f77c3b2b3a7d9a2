import { readFileSync } from 'node:fs';
import { modelFolder } from '@mnist-adder/models';
import { expect, test } from 'vitest';
import { readModelFiles } from './model-files.js';

const contentOf = (name: string) => readFileSync(`${modelFolder('exact-small')}/${name}`);
const json = contentOf('model.json').toString();
const weights = contentOf('weights.bin');
const file = (name: string, ...parts: BlobPart[]) => new File(parts, name);
const sharded = json.replace('"weights.bin"', '"shard1of2.bin", "shard2of2.bin"');
const shards = [file('shard2of2.bin', weights.subarray(30)), file('shard1of2.bin', weights.subarray(0, 30))];

test.each<[string, File[], string]>([
  ['in any order', [file('weights.bin', weights), file('model.json', json)], json],
  [
    'with files that it does not name',
    [file('a.json', '{}'), file('model.json', json), file('weights.bin', weights)],
    json,
  ],
  ['by another name', [file('mine.json', json), file('weights.bin', weights)], json],
  ['with its weights in several files', [...shards, file('model.json', sharded)], sharded],
])('a model is read %s', async (_, files, text) => {
  const read = await readModelFiles(files);
  expect(read.json).toBe(text);
  expect(Buffer.from(read.weights).equals(weights)).toBe(true);
});

test('what is larger than it should be is not read whole', async () => {
  const read = await readModelFiles([file('model.json', json), file('weights.bin', weights, new Uint8Array(1e6))]);
  expect(read.weights).toHaveLength(weights.length + 1);
});

test.each<[string, File[], string]>([
  ['there is no JSON file', [file('weights.bin', weights)], 'choose all at once (found: weights.bin).'],
  ['two could be meant', [file('a.json', json), file('b.json', json)], 'choose all at once (found: a.json, b.json).'],
  [
    'weights are missing',
    [file('model.json', sharded), shards[0]!],
    'model.json has its weights in shard1of2.bin, shard2of2.bin: choose all at once (found: model.json, shard2of2.bin).',
  ],
  ['it is too large', [file('model.json', new Uint8Array(16e6 + 1))], 'model.json has more than 16 MB'],
  [
    'it is no model',
    [file('a.json', '{}')],
    'a.json is no model that this page can open: choose a model that mnist-adder saved.',
  ],
])('one sentence says that %s', async (_, files, sentence) => {
  await expect(readModelFiles(files)).rejects.toThrow(sentence);
});
