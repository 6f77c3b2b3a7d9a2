import { describe, expect, test } from 'vitest';

import { mnistFiles, renamed } from '../../test/idx-folder.js';
import { MnistAdderError } from '../errors.js';
import { findIdxFiles } from './find-idx-files.js';

/** A folder with files of these names. */
const folderOf = (files: object) => ({ folder: 'here', names: Object.keys(files).sort() });

/** What a name of MNIST's is in another data set of its layout. */
const spellings: [string, (name: string) => string][] = [
  ['MNIST', (name) => name],
  ['MNIST, compressed', (name) => `${name}.gz`],
  ['MNIST with a dot', (name) => name.replace('-idx', '.idx')],
  ['upper case', (name) => name.toUpperCase()],
  ['QMNIST', (name) => `qmnist-${name}`.replace('t10k', 'test').replace('labels-idx1-ubyte', 'labels-idx2-int')],
  ['EMNIST', (name) => `emnist-digits-${name}`.replace('t10k', 'test')],
];

test.each(spellings)('finds the files of %s', (_, rename) => {
  const folder = folderOf({ ...renamed(rename), 'README.txt': new Uint8Array(1) });
  expect(findIdxFiles(folder)).toEqual({
    trainImages: rename('train-images-idx3-ubyte'),
    trainLabels: rename('train-labels-idx1-ubyte'),
    testImages: rename('t10k-images-idx3-ubyte'),
    testLabels: rename('t10k-labels-idx1-ubyte'),
  });
});

test('takes the plain file where the compressed one was left beside it', () => {
  const folder = folderOf({ ...mnistFiles, ...renamed((name) => `${name}.gz`) });
  expect(Object.values(findIdxFiles(folder))).toEqual(Object.keys(mnistFiles));
});

test('passes over the companions that macOS puts into archives', () => {
  const folder = folderOf({ ...mnistFiles, ...renamed((name) => `._${name}`) });
  expect(Object.values(findIdxFiles(folder))).toEqual(Object.keys(mnistFiles));
});

test('needs no images to train on, but not half of them', () => {
  const { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels, ...testFiles } = mnistFiles;
  expect(findIdxFiles(folderOf(testFiles))).toEqual({
    testImages: 't10k-images-idx3-ubyte',
    testLabels: 't10k-labels-idx1-ubyte',
  });
  const half = folderOf({ ...testFiles, 'train-labels-idx1-ubyte': labels });
  expect(() => findIdxFiles(half)).toThrow('put train-images-idx3-ubyte');
  expect(images).toBeDefined();
});

test("takes the digits of EMNIST's archive, and no other two sets at once", () => {
  const emnist = (set: string) => renamed((name) => `emnist-${set}-${name}`.replace('t10k', 'test'));
  const archive = { ...emnist('balanced'), ...emnist('digits'), ...emnist('letters'), ...emnist('mnist') };
  const folder = folderOf(archive);
  expect(findIdxFiles(folder).testLabels).toBe('emnist-digits-test-labels-idx1-ubyte');

  const withoutDigits = folderOf({ ...emnist('balanced'), ...emnist('letters') });
  expect(() => findIdxFiles(withoutDigits)).toThrow('more than one data set');

  const mixed = folderOf({ ...emnist('digits'), ...mnistFiles });
  const message =
    'The data folder here holds more than one data set (emnist-digits-test-images-idx3-ubyte, t10k-images-idx3-ubyte): give each a folder of its own.';
  expect(() => findIdxFiles(mixed)).toThrow(expect.objectContaining({ code: 'data-file-ambiguous', message }) as Error);
});

describe('refuses', () => {
  test.each(Object.keys(mnistFiles))('a folder without %s, and names it', (missing) => {
    const rest = Object.fromEntries(Object.entries(mnistFiles).filter(([name]) => name !== missing));
    const find = () => findIdxFiles(folderOf(rest));
    expect(find).toThrow(MnistAdderError);
    expect(find).toThrow(`put ${missing} (or ${missing}.gz) there`);
    const facts = { folder: 'here', files: [missing] };
    expect(find).toThrow(expect.objectContaining({ name: 'DatasetError', code: 'data-file-missing', facts }) as Error);
  });

  test('two files that could be meant, and names them', () => {
    const folder = folderOf({ ...mnistFiles, 'train-labels.idx1-ubyte': new Uint8Array(1) });
    const facts = { folder: 'here', files: ['train-labels-idx1-ubyte', 'train-labels.idx1-ubyte'] };
    expect(() => findIdxFiles(folder)).toThrow(
      expect.objectContaining({ code: 'data-file-ambiguous', facts }) as Error,
    );
  });
});
