import path from 'node:path';
import { symlink, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { fixture, fixtureBytes } from '../../test/fixture.js';
import { folderOf, mnistFiles } from '../../test/idx-folder.js';
import { npyBytes } from '../../test/npy-bytes.js';
import { zipBytes } from '../../test/zip-bytes.js';
import { firstImages } from '../digits/digit-set.js';
import type { PreparePictures } from '../formats/data-format.js';
import { readDigits, readMnist, readTestDigits } from './read-digits.js';
import { readTableImages } from './read-table-images.js';

const mnist = await readMnist();
/** What every fixture holds. */
const TRAIN = firstImages(mnist.train, 6);
const TEST = firstImages(mnist.test, 4);

const text = (content: string) => new TextEncoder().encode(content);

/** Decodes "pictures" whose first byte is the brightness of every pixel; those that begin with 0 are damaged. */
const preparePictures: PreparePictures = async (pictures, preparation) => {
  const images = new Uint8Array(pictures.length * 784);
  const problems = new Map<number, string>();
  for (const [i, { name, read }] of pictures.entries()) {
    const [first = 0] = await read();
    images.fill(first, i * 784, (i + 1) * 784);
    if (first === 0) problems.set(i, `${path.basename(name)} is damaged.`);
  }
  return { images, problems, prepared: preparation !== 'off' };
};

const MISSING = 'There is no image of a 3, 6, 7, 8 to train on.';

describe('a file that another tool wrote is MNIST:', () => {
  test.each([
    ['numpy.savez', 'mnist.npz'],
    ['numpy.savez_compressed', 'mnist-compressed.npz'],
    ['floats from 0 to 1, column by column', 'floats-fortran.npz'],
  ])('%s', async (_, name) => {
    const { train, test: evaluation, notes, source } = await readDigits({ path: fixture(name) });
    expect({ train, test: evaluation, notes, source }).toEqual({
      train: TRAIN,
      test: TEST,
      notes: [MISSING],
      source: fixture(name),
    });
  });

  test("pandas' tables, of which one has no labels", async () => {
    const [header, ...rows] = new TextDecoder().decode(fixtureBytes('train.csv')).trimEnd().split('\n');
    // Six images are too few to take a test set from.
    const train = text([header, ...rows, ...rows].join('\n'));
    const files = { 'train.csv': train, 'test.csv': fixtureBytes('test.csv'), 'sample_submission.csv': text('a,b\n') };
    const folder = await folderOf(files);
    const data = await readDigits({ path: folder });
    expect([data.train.size, data.test.size]).toEqual([10, 2]);
    expect(data.notes).toEqual([
      `${path.join(folder, 'test.csv')} has no labels: it is left out, and can be given to predict.`,
      `Left out of ${folder}: sample_submission.csv.`,
      MISSING,
      `${folder} has no test set: 2 of its 12 images, chosen at random (seed 0), are used as one.`,
    ]);
    expect(await readTableImages(fixture('test.csv'))).toEqual({ images: TEST.images, labels: undefined });
    expect(await readTableImages(fixture('train.csv'))).toEqual({ images: TRAIN.images, labels: TRAIN.labels });
  });

  test("pictures in the parquet files of Hugging Face's datasets", async () => {
    const names = ['train-00000-of-00001.parquet', 'test-00000-of-00001.parquet'];
    const folder = await folderOf(Object.fromEntries(names.map((name) => [`mnist/${name}`, fixtureBytes(name)])));
    const seen: Uint8Array[] = [];
    const data = await readDigits({
      path: folder,
      async preparePictures(pictures, preparation) {
        for (const { read } of pictures) seen.push(await read());
        return preparePictures(pictures, preparation);
      },
    });
    expect({ train: data.train.labels, test: data.test.labels }).toEqual({ train: TRAIN.labels, test: TEST.labels });
    expect(seen).toHaveLength(10);
    for (const bytes of seen) expect([...bytes.subarray(0, 4)]).toEqual([0x89, ...text('PNG')]);
  });
});

test("torchvision's root has the files in MNIST/raw, compressed and not", async () => {
  const files = Object.entries(mnistFiles).flatMap(([name, bytes]) => [
    [`data/MNIST/raw/${name}`, bytes] as const,
    [`data/MNIST/raw/${name}.gz`, gzipSync(bytes)] as const,
  ]);
  const folder = await folderOf(Object.fromEntries(files));
  const expected = await readDigits({ path: await folderOf(mnistFiles) });
  for (const within of ['.', 'data', 'data/MNIST', 'data/MNIST/raw']) {
    const source = path.join(folder, within);
    expect(await readDigits({ path: source })).toEqual({ ...expected, source });
  }
  await writeFile(path.join(folder, 'data', 'train-images-idx3-ubyte'), '');
  await expect(readDigits({ path: folder })).rejects.toMatchObject({ code: 'data-file-ambiguous' });
});

test('the same images have the same digests in each format', async () => {
  const { digests } = await readDigits({ path: fixture('mnist.npz') });
  expect((await readDigits({ path: fixture('floats-fortran.npz') })).digests).toEqual(digests);
  const idx = await readDigits({ path: await folderOf(mnistFiles) });
  const marked = (count: number) => npyBytes([count, 784], [...firstImages(idx.train, count).images]);
  const arrays = { 'x_train.npy': marked(3), 'x_test.npy': marked(2) };
  const labels = { 'y_train.npy': npyBytes([3], [5, 0, 4]), 'y_test.npy': npyBytes([2], [7, 2]) };
  const folder = await folderOf({ 'a.npz': await zipBytes({ ...arrays, ...labels }) });
  expect((await readDigits({ path: folder })).digests).toEqual(idx.digests);
});

describe('folders of pictures', () => {
  const picture = (brightness: number) => Uint8Array.of(brightness);
  const split = {
    'train/0/a.png': picture(10),
    'train/7/b.JPG': picture(11),
    'test/7/c.webp': picture(12),
    'test/1/d.gif': picture(13),
  };
  const brightness = ({ images }: { readonly images: Uint8Array }) => [...images].filter((_, i) => i % 784 === 0);

  test('are sets of their labels', async () => {
    const folder = await folderOf(split);
    const { train, test: evaluation, notes } = await readDigits({ path: folder, preparePictures });
    expect([[...train.labels], brightness(train)]).toEqual([
      [0, 7],
      [10, 11],
    ]);
    expect([[...evaluation.labels], brightness(evaluation)]).toEqual([
      [1, 7],
      [13, 12],
    ]);
    expect(notes[0]).toBe(`The pictures of ${folder} were prepared as predict prepares them (preparation on).`);
    const off = await readDigits({ path: folder, preparePictures, preparation: 'off' });
    expect(off.notes[0]).toBe(`The pictures of ${folder} are used as they are, 28 × 28 (preparation off).`);
  });

  test('have the validation images to evaluate on, or to train on beside a test set', async () => {
    const val = { 'val/3/e.png': picture(14) };
    const train = Object.fromEntries(Object.entries(split).filter(([name]) => name.startsWith('train')));
    const withoutTest = await readDigits({ path: await folderOf({ ...train, ...val }), preparePictures });
    expect([brightness(withoutTest.train), brightness(withoutTest.test)]).toEqual([[10, 11], [14]]);
    const all = await readDigits({ path: await folderOf({ ...split, ...val }), preparePictures });
    expect([brightness(all.train), brightness(all.test)]).toEqual([
      [10, 11, 14],
      [13, 12],
    ]);
    expect(all.notes.join(' ')).toContain('The 1 validation images');
  });

  test('without a test set are split, always in the same way', async () => {
    const files = Array.from({ length: 50 }, (_, i) => [`${i % 10}/${i}.png`, picture(i + 1)] as const);
    const folder = await folderOf(Object.fromEntries(files));
    const { train, test: evaluation, notes, digests } = await readDigits({ path: folder, preparePictures });
    expect([train.size, evaluation.size]).toEqual([40, 10]);
    expect([...brightness(train), ...brightness(evaluation)].sort((a, b) => a - b)).toEqual(files.map((_, i) => i + 1));
    expect(notes.at(-1)).toBe(
      `${folder} has no test set: 10 of its 50 images, chosen at random (seed 0), are used as one.`,
    );
    expect((await readDigits({ path: folder, preparePictures })).digests).toEqual(digests);
    await writeFile(path.join(folder, '3', '13.png'), picture(99));
    expect((await readDigits({ path: folder, preparePictures })).digests).not.toEqual(digests);
  });

  test('leave out and name what is none of that', async () => {
    const strays = {
      'train/7/notes.txt': text('seven'),
      'train/cat/e.png': picture(20),
      'README.md': text('mine'),
      'train/7/.DS_Store': text('x'),
      'test/7/broken.png': picture(0),
    };
    const folder = await folderOf({ ...split, ...strays });
    const { train, test: evaluation, notes } = await readDigits({ path: folder, preparePictures });
    expect([train.size, evaluation.size]).toEqual([2, 2]);
    expect(notes.slice(0, 3)).toEqual([
      `Left out of ${folder}, as not named like a digit: train/cat/.`,
      `Left out of ${folder}, as not a PNG, JPEG, WebP or GIF: README.md, train/7/notes.txt.`,
      '1 of 5 pictures are left out, because: broken.png is damaged.',
    ]);
  });

  test('are found in a zip archive, also below another folder', async () => {
    const folder = await folderOf({
      'plain.zip': await zipBytes(split),
      'nested.zip': await zipBytes({
        'README.md': text('mine'),
        ...Object.fromEntries(Object.entries(split).map(([name, bytes]) => [`my/digits/${name}`, bytes])),
        '__MACOSX/my/digits/train/0/._a.png': text('x'),
      }),
    });
    const { digests } = await readDigits({ path: await folderOf(split), preparePictures });
    for (const name of ['plain.zip', 'nested.zip']) {
      expect((await readDigits({ path: path.join(folder, name), preparePictures })).digests).toEqual(digests);
    }
  });

  test('need something that decodes them, and pictures that it can decode', async () => {
    const folder = await folderOf(split);
    await expect(readDigits({ path: folder })).rejects.toMatchObject({ code: 'data-preparation' });
    const damaged = await folderOf({ '7/a.png': picture(0), '8/b.png': picture(0) });
    await expect(readDigits({ path: damaged, preparePictures })).rejects.toMatchObject({
      code: 'empty-set',
      message: `${damaged} cannot be read: expected pictures of digits, found only others. a.png is damaged.`,
    });
    const few = await folderOf({ '7/a.png': picture(1), '8/b.png': picture(2) });
    await expect(readDigits({ path: few, preparePictures })).rejects.toThrow('at least 10 images to take one from');
  });
});

test('a zip archive may have any of the formats in it', async () => {
  const folder = await folderOf({
    'idx.zip': await zipBytes(mnistFiles),
    'npz.zip': await zipBytes({ 'mnist.npz': fixtureBytes('mnist.npz') }),
  });
  const [idx, npz] = [path.join(folder, 'idx.zip'), path.join(folder, 'npz.zip')];
  expect((await readDigits({ path: idx })).digests).toEqual(
    (await readDigits({ path: await folderOf(mnistFiles) })).digests,
  );
  expect((await readDigits({ path: npz })).train).toEqual(TRAIN);
});

test('a file of test images alone can be evaluated on', async () => {
  const name = 'mnist_test.csv';
  const folder = await folderOf({ [name]: fixtureBytes('train.csv') });
  const { train, test: evaluation } = await readTestDigits({ path: path.join(folder, name) });
  expect([train, evaluation]).toEqual([undefined, TRAIN]);
});

describe('refuses', () => {
  const array = (shape: readonly number[], value = 9) =>
    npyBytes(shape, Array(shape.reduce((a, b) => a * b, 1)).fill(value) as number[]);
  const npz = (arrays: Readonly<Record<string, Uint8Array>>) =>
    zipBytes(Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes])));
  const images = array([12, 28, 28]);
  const labels = array([12]);
  const row = (label: string, pixels = 784) => `${label},${Array(pixels).fill('0').join(',')}\n`;

  test.each<[string, Record<string, Uint8Array | Promise<Uint8Array>>, string, string]>([
    ['an empty folder', {}, 'data-format', 'has no files: give folders 0 to 9 of pictures'],
    [
      'what is not read',
      { 'a.h5': text('x'), 'b.pt': text('y') },
      'data-format',
      'nothing that is read (a.h5, b.pt): give ',
    ],
    ['two formats', { 'train.csv': text('x'), 'mnist.npz': text('y') }, 'data-file-ambiguous', 'mnist.npz, CSV files'],
    ['a .npz file that is no archive', { 'a.npz': text('hello') }, 'zip', 'expected a whole zip archive'],
    [
      'a .npz file that is cut off',
      { 'a.npz': fixtureBytes('mnist.npz').subarray(0, 5000) },
      'zip',
      'a.npz cannot be read',
    ],
    [
      'arrays of other names',
      { 'a.npz': npz({ images }) },
      'npy',
      'expected the arrays x_train, y_train, x_test and y_test, or x and y, found images',
    ],
    ['images without labels', { 'a.npz': npz({ x: images }) }, 'npy', 'expected an array y, found none'],
    [
      'images of another size',
      { 'a.npz': npz({ x: array([12, 32, 32]), y: labels }) },
      'image-shape',
      'x cannot be read: expected the shape n×28×28 or n×784, found 12×32×32',
    ],
    ['one-hot labels', { 'a.npz': npz({ x: images, y: array([12, 10]) }) }, 'label-shape', 'argmax'],
    [
      'labels of something else',
      { 'a.npz': npz({ x: images, y: array([12], 26) }) },
      'label-range',
      'found 26 for image 0',
    ],
    [
      'more labels than images',
      { 'a.npz': npz({ x: images, y: array([13]) }) },
      'count-mismatch',
      '12 images and 13 labels',
    ],
    [
      'pixels that were normalised',
      { 'a.npz': npz({ x: npyBytes([1, 784], Array(784).fill(-0.4) as number[], { descr: '<f4' }), y: array([1]) }) },
      'pixel-range',
      'Undo the normalisation',
    ],
    ['a table of something else', { 'train.csv': text('a,b\n1,2\n') }, 'csv', 'found 2 columns and no column label'],
    ['a table whose rows end too early', { 'train.csv': text(row('7') + row('7', 300)) }, 'csv', 'in line 2'],
    ['a table with labels of something else', { 'train.csv': text(row('12')) }, 'label-range', 'found 12 for image 0'],
    [
      'a table without rows',
      { 'train.csv': text(`label,${Array.from({ length: 784 }, (_, i) => `pixel${i}`).join(',')}\n`) },
      'empty-set',
      'at least one image',
    ],
    ['tables without labels', { 'test.csv': fixtureBytes('test.csv') }, 'csv', 'expected a column label, found none'],
    [
      'a parquet file that is none',
      { 'train.parquet': text('PAR1 and nothing else PAR1') },
      'parquet',
      'expected a whole parquet file',
    ],
    [
      'a parquet file that is cut off',
      { 'train.parquet': fixtureBytes('train-00000-of-00001.parquet').subarray(0, 3000) },
      'parquet',
      'expected a whole parquet file',
    ],
  ])('%s', async (_, files, code, words) => {
    const entries = await Promise.all(Object.entries(files).map(async ([name, bytes]) => [name, await bytes] as const));
    const error: unknown = await readDigits({
      path: await folderOf(Object.fromEntries(entries)),
      preparePictures,
    }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'DatasetError', code });
    expect((error as Error).message).toContain(words);
  });

  test('a path that leads nowhere, or to a device', async () => {
    const folder = await folderOf({ 'train-images-idx3-ubyte': mnistFiles['train-images-idx3-ubyte']! });
    const nowhere = path.join(folder, 'nowhere');
    await expect(readDigits({ path: nowhere })).rejects.toMatchObject({
      code: 'data-folder-missing',
      message: `There is no ${nowhere}: give a folder or a file of digits.`,
    });
    const one = path.join(folder, 'train-images-idx3-ubyte');
    await expect(readDigits({ path: one })).rejects.toMatchObject({ code: 'data-folder-not-a-folder' });
    await expect(readDigits({ path: 'x'.repeat(5000) })).rejects.toThrow('its name is too long');
    if (process.platform === 'win32') return;
    await symlink('/dev/zero', path.join(folder, 'endless.npz'));
    const reason = 'it is a device, a pipe or a socket';
    await expect(readDigits({ path: path.join(folder, 'endless.npz') })).rejects.toThrow(reason);
  });

  test('a preparation of what is no picture', async () => {
    await expect(readDigits({ path: fixture('mnist.npz'), preparation: 'on' })).rejects.toMatchObject({
      code: 'data-preparation',
    });
    const data = await readDigits({ path: fixture('mnist.npz'), preparation: 'off' });
    expect(data.train).toEqual(TRAIN);
  });
});
