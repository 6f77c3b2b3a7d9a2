import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { readMnist } from '@mnist-adder/dataset/node';
import type { RunConfig } from '@mnist-adder/trainer/node';
import { dataInfoDocument } from '../src/commands/data/document.js';
import { evaluateDocument } from '../src/commands/evaluate/document.js';
import { predictDocument } from '../src/commands/predict/document.js';
import { mnistAdder } from './mnist-adder.js';
import { digitPicture, drawnPicture } from './pictures.js';

const { test: mnist } = await readMnist();

let parent: string;
/** A folder of two hundred pictures as MNIST has them, in folders by their labels. */
let digits: string;
beforeAll(async () => {
  digits = mkdtempSync(join(tmpdir(), 'own-digits-'));
  for (let index = 0; index < 200; index++) {
    const folder = join(digits, String(mnist.labels[index]));
    mkdirSync(folder, { recursive: true });
    await digitPicture(index)
      .png()
      .toFile(join(folder, `${index}.png`));
  }
  writeFileSync(join(digits, 'notes.txt'), 'from school');
});
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'own-data-'));
});

const run = (...args: string[]) => mnistAdder(args, { cwd: parent, env: { MNIST_ADDER_CACHE: join(parent, 'cache') } });
const json = async (...args: string[]): Promise<unknown> => JSON.parse((await run(...args, '--json')).stdout);

const STRAY = () => `Left out of ${digits}, as not a PNG, JPEG, WebP or GIF: notes.txt.`;
const AS_THEY_ARE = () => `The pictures of ${digits} are used as they are, 28 × 28 (preparation off).`;
const SPLIT = () => `${digits} has no test set: 40 of its 200 images, chosen at random (seed 0), are used as one.`;

test('data info counts the pictures of a folder, and says how they are used', async () => {
  const info = dataInfoDocument.parse(await json('data', 'info', '--data', digits));
  expect(info).toMatchObject({ source: digits, train: { images: 160 }, test: { images: 40 } });
  expect(info.notes).toEqual([STRAY(), AS_THEY_ARE(), SPLIT()]);
  const { code, stdout, stderr } = await run('data', 'info', '--data', digits);
  expect([code, stderr]).toEqual([0, `${info.notes.join('\n')}\n`]);
  expect(stdout).toMatch(/^train +160 /m);
  expect(readdirSync(join(parent, 'cache', 'pictures'))).toHaveLength(1);
  const prepared = dataInfoDocument.parse(await json('data', 'info', '--data', digits, '--preparation', 'on'));
  expect(prepared.digests).not.toEqual(info.digests);
});

test('a model is trained on a folder of pictures, and evaluated on those that it was not trained on', async () => {
  const settings = ['--recipe', 'exact-fast', '--epochs', '1', '--threads', '1', '--batch-size', '32', '--out', 'mine'];
  const trained = await run('train', '--data', digits, '--preparation', 'off', ...settings);
  expect([trained.code, trained.stderr]).toEqual([0, expect.stringContaining(SPLIT())]);
  expect(trained.stdout).toContain('Over all 400 test pairs');
  const config = JSON.parse(readFileSync(join(parent, 'mine', 'config.json'), 'utf8')) as RunConfig;
  expect(config.data).toMatchObject({ path: digits, preparation: 'off', source: digits });

  const card = readFileSync(join(parent, 'mine', 'model', 'README.md'), 'utf8');
  expect(card).toContain('# exact-fast, seed 1');
  expect(card).toMatch(/160 images, of which 32 were held out for validation, and 40 for the test/);
  expect(card).not.toContain(tmpdir());

  const evaluated = evaluateDocument.parse(await json('evaluate', 'mine', '--data', digits));
  expect(evaluated.data.digests).toEqual(config.data.digests);
  expect(evaluated.evaluation.pairs).toBe(400);
});

test('pictures of any size are prepared for the evaluation', async () => {
  const drawn = join(parent, 'drawn');
  for (let index = 0; index < 10; index++) {
    const folder = join(drawn, 'test', String(mnist.labels[index]));
    mkdirSync(folder, { recursive: true });
    await (await drawnPicture(index)).jpeg().toFile(join(folder, `${index}.jpg`));
  }
  const evaluated = evaluateDocument.parse(await json('evaluate', '--data', 'drawn'));
  expect(evaluated.evaluation).toMatchObject({ pairs: 100, digit: { accuracy: 1 } });
  const { code, stderr } = await run('evaluate', '--data', 'drawn', '--preparation', 'off');
  expect(code).toBe(1);
  expect(stderr).toContain('has 320 × 240 pixels instead of 28 × 28: have it prepared, with --preparation on.');
});

test('a run that was stopped refuses other pictures than those that it began with', async () => {
  const copy = join(parent, 'copy');
  mkdirSync(join(copy, '7'), { recursive: true });
  for (let index = 0; index < 20; index++)
    await digitPicture(index)
      .png()
      .toFile(join(copy, '7', `${index}.png`));
  await run('train', '--data', 'copy', '--epochs', '1', '--threads', '1', '--batch-size', '8', '--out', 'mine');
  // As if it had been stopped.
  rmSync(join(parent, 'mine', 'result.json'));
  await digitPicture(100)
    .png()
    .toFile(join(copy, '7', '3.png'));
  const { code, stderr } = await run('train', '--resume', 'mine');
  expect(code).toBe(1);
  expect(stderr).toContain('has a run that began with other data');
});

test('predict reads a table of images, with labels or without', async () => {
  const row = (index: number) => [...mnist.images.subarray(index * 784, (index + 1) * 784)].join(',');
  writeFileSync(join(parent, 'test.csv'), [row(0), row(1)].join('\n'));
  const { predictions } = predictDocument.parse(await json('predict', 'test.csv', '--add', '5'));
  expect(predictions).toMatchObject([
    { source: 'test.csv:1', digit: 7, sum: 12 },
    { source: 'test.csv:2', digit: 2, sum: 7 },
  ]);
  expect(predictions[0]).not.toHaveProperty('label');
  writeFileSync(join(parent, 'train.csv'), `7,${row(0)}\n`);
  expect((await run('predict', 'train.csv', '--format', 'csv')).stdout).toContain('train.csv:1,7,7,');
  writeFileSync(join(parent, 'wrong.csv'), 'a,b\n1,2\n');
  expect(await json('predict', 'wrong.csv')).toMatchObject({ error: { code: 'csv' } });
});

test('what is not read is named with what would be', async () => {
  writeFileSync(join(parent, 'a.h5'), 'x');
  expect(await json('data', 'info', '--data', 'a.h5')).toEqual({
    error: {
      code: 'data-format',
      message: `${join(parent, 'a.h5')} has nothing that is read (a.h5): give folders 0 to 9 of pictures, in train and test or not; a folder of four IDX files; Keras' mnist.npz; Kaggle's train.csv; Hugging Face's parquet files; or a zip archive of one of these.`,
    },
  });
});
