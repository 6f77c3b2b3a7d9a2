import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { folderOf, mnistFiles, renamed } from '../../test/idx-folder.js';
import { MnistAdderError } from '../errors.js';
import { findIdxFiles, findTestFiles } from './find-idx-files.js';

/** What a name of MNIST's is in another data set of its layout. */
const spellings: [string, (name: string) => string][] = [
  ['MNIST', (name) => name],
  ['MNIST, compressed', (name) => `${name}.gz`],
  ['MNIST with a dot', (name) => name.replace('-idx', '.idx')],
  ['upper case', (name) => name.toUpperCase()],
  ['QMNIST', (name) => `qmnist-${name}`.replace('t10k', 'test').replace('labels-idx1-ubyte', 'labels-idx2-int')],
  ['EMNIST', (name) => `emnist-digits-${name}`.replace('t10k', 'test')],
];

test.each(spellings)('finds the files of %s', async (_, rename) => {
  const folder = await folderOf({ ...renamed(rename), 'README.txt': new Uint8Array(1) });
  expect(await findIdxFiles(folder)).toEqual({
    trainImages: rename('train-images-idx3-ubyte'),
    trainLabels: rename('train-labels-idx1-ubyte'),
    testImages: rename('t10k-images-idx3-ubyte'),
    testLabels: rename('t10k-labels-idx1-ubyte'),
  });
});

test('takes the plain file where the compressed one was left beside it', async () => {
  const folder = await folderOf({ ...mnistFiles, ...renamed((name) => `${name}.gz`) });
  expect(Object.values(await findIdxFiles(folder))).toEqual(Object.keys(mnistFiles));
});

test('passes over the companions that macOS puts into archives', async () => {
  const folder = await folderOf({ ...mnistFiles, ...renamed((name) => `._${name}`) });
  expect(Object.values(await findIdxFiles(folder))).toEqual(Object.keys(mnistFiles));
});

test('to evaluate needs no images to train on, but not half of them', async () => {
  const folder = await folderOf(mnistFiles);
  const test = { testImages: 't10k-images-idx3-ubyte', testLabels: 't10k-labels-idx1-ubyte' };
  expect(await findTestFiles(folder)).toEqual({ ...(await findIdxFiles(folder)), ...test });
  await rm(path.join(folder, 'train-images-idx3-ubyte'));
  await expect(findTestFiles(folder)).rejects.toMatchObject({ code: 'data-file-missing' });
  await rm(path.join(folder, 'train-labels-idx1-ubyte'));
  expect(await findTestFiles(folder)).toEqual(test);
});

test("takes the digits of EMNIST's archive, and no other two sets at once", async () => {
  const emnist = (set: string) => renamed((name) => `emnist-${set}-${name}`.replace('t10k', 'test'));
  const archive = { ...emnist('balanced'), ...emnist('digits'), ...emnist('letters'), ...emnist('mnist') };
  const folder = await folderOf(archive);
  expect((await findIdxFiles(folder)).testLabels).toBe('emnist-digits-test-labels-idx1-ubyte');

  const withoutDigits = await folderOf({ ...emnist('balanced'), ...emnist('letters') });
  await expect(findIdxFiles(withoutDigits)).rejects.toMatchObject({ code: 'data-file-ambiguous' });

  const mixed = await folderOf({ ...emnist('digits'), ...mnistFiles });
  await expect(findIdxFiles(mixed)).rejects.toMatchObject({
    code: 'data-file-ambiguous',
    message: `The data folder ${mixed} holds more than one data set (emnist-digits-test-images-idx3-ubyte, t10k-images-idx3-ubyte): give each a folder of its own.`,
  });
});

test('takes the file where an archive unpacked a folder of nearly its name beside it', async () => {
  const folder = await folderOf(renamed((name) => name.replace('-idx', '.idx')));
  await mkdir(path.join(folder, 'train-images-idx3-ubyte'));
  expect((await findIdxFiles(folder)).trainImages).toBe('train-images.idx3-ubyte');
});

describe('refuses', () => {
  test.each(Object.keys(mnistFiles))('a folder without %s, and names it', async (missing) => {
    const folder = await folderOf(mnistFiles);
    await rm(path.join(folder, missing));
    const error: unknown = await findIdxFiles(folder).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MnistAdderError);
    expect(error).toMatchObject({
      name: 'DatasetError',
      code: 'data-file-missing',
      facts: { folder, files: [missing] },
    });
    expect((error as Error).message).toContain(`put ${missing} (or ${missing}.gz) there`);
  });

  test('two files that could be meant, and names them', async () => {
    const folder = await folderOf({ ...mnistFiles, 'train-labels.idx1-ubyte': new Uint8Array(1) });
    await expect(findIdxFiles(folder)).rejects.toMatchObject({
      code: 'data-file-ambiguous',
      facts: { files: ['train-labels-idx1-ubyte', 'train-labels.idx1-ubyte'] },
    });
  });

  test('a folder that is missing, or is a file', async () => {
    const folder = path.join(await folderOf({}), 'nowhere');
    await expect(findIdxFiles(folder)).rejects.toMatchObject({
      code: 'data-folder-missing',
      message: `The data folder ${folder} does not exist: give the folder that holds the four IDX files.`,
    });
    await writeFile(folder, '');
    await expect(findIdxFiles(folder)).rejects.toMatchObject({ code: 'data-folder-not-a-folder', facts: { folder } });
  });

  test('a folder that the system will not list', async () => {
    const tooLong = 'x'.repeat(5000);
    await expect(findIdxFiles(tooLong)).rejects.toMatchObject({
      code: 'data-folder-unreadable',
      message: expect.stringContaining('its name is too long') as string,
    });
  });
});
