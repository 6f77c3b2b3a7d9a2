import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEventFile, settingsTable } from '../src/index.js';
import { file_tensorboard } from '../src/tensorboard_pb.js';
import { findPython } from './python/find-python.js';
import { readBack, readSchema } from './python/reader.js';

const reader = findPython('packages/tensorboard/test/python/requirements.txt', 'tensorboard');

function readsBack(python: string): void {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-back-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('has every message, field and number that is written', () => {
    const theirs = readSchema(python);
    const messages = file_tensorboard.messages.flatMap((message) => [message, ...message.nestedMessages]);
    for (const { typeName, fields } of messages) {
      // The plugin hparams has a package of its own, which no byte of a file tells.
      const expected = theirs[typeName] ?? theirs[typeName.replace('tensorboard.', 'tensorboard.hparams.')];
      expect(expected, typeName).toMatchObject(Object.fromEntries(fields.map(({ name, number }) => [name, number])));
    }
    const enums = [...file_tensorboard.enums, ...messages.flatMap(({ nestedEnums }) => nestedEnums)];
    for (const { typeName, values } of enums) {
      expect(theirs[typeName], typeName).toMatchObject(
        Object.fromEntries(values.map(({ name, number }) => [name, number])),
      );
    }
    expect([messages.length, enums.length]).toEqual([15, 3]);
  });

  test('reads values of every kind', async () => {
    const file = openEventFile(folder);
    const settings = { seed: 7, optimizer: { type: 'adam', nesterov: false } };
    file.add(0, { hparams: settings, texts: { settings: settingsTable(settings) } });
    file.add(0, { layout: [{ title: 'All', charts: [{ title: 'Both losses', tags: ['^(train|test)/loss$'] }] }] });
    const png = encode({ width: 3, height: 2, data: new Uint8Array(18).fill(128), channels: 3 });
    file.add(1, { scalars: { 'train/loss': 0.5, 'test/loss': 0.25 }, histograms: { weights: [0, 1, 2, 30] } });
    file.add(2, { images: { digit: { width: 3, height: 2, png, description: 'A grey one.' } } });
    await file.close();
    const { series, versions } = readBack(python, folder);
    expect(versions).toEqual(['brain.Event:2']);
    const valueOf = (tag: string) => series[tag]!.values[0]!.value;
    expect([valueOf('train/loss'), valueOf('test/loss')]).toEqual([0.5, 0.25]);
    expect((valueOf('weights') as number[][]).reduce((sum, [, , count]) => sum + count!, 0)).toBe(4);
    expect(series.digit).toMatchObject({ plugin: 'images', description: 'A grey one.' });
    expect(valueOf('digit')).toMatchObject({ width: 3, height: 2, size: [3, 2], mode: 'RGB' });
    expect(valueOf('settings')).toContain('| optimizer.type | adam |');
    expect(valueOf('_hparams_/session_start_info')).toEqual({
      seed: 7,
      'optimizer.type': 'adam',
      'optimizer.nesterov': false,
    });
    expect(valueOf('custom_scalars__config__')).toEqual(['Both losses']);
  });
}

if ('reason' in reader) test.skip(`TensorBoard is not here: ${reader.reason}`);
else
  describe('the real TensorBoard', () => {
    readsBack(reader.python);
  });
