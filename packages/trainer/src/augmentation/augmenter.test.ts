import { spawnSync } from 'node:child_process';
import { augmentImages, randomStream } from '@mnist-adder/dataset';
import { describe, expect, onTestFinished, test } from 'vitest';
import { TrainerError } from '../trainer-error.js';
import { inlineAugmenter, type Augmenter } from './inline-augmenter.js';
import { workerAugmenter, type WorkerAugmenterOptions } from './worker-augmenter.js';

const settings = { shift: 2, rotation: 15, elastic: { amplitude: 1.4, smoothness: 4 } };
const SEED = 7;

const batch = (index: number) => Uint8Array.from({ length: 8 * 784 }, (_, pixel) => (pixel * 31 + index) >> 3);

const expected = (epoch: number, index: number) =>
  augmentImages(batch(index), settings, randomStream(SEED, 'augmentation', epoch, index));

async function workers(options?: WorkerAugmenterOptions): Promise<Augmenter> {
  const augmenter = await workerAugmenter(settings, SEED, options);
  onTestFinished(() => augmenter.close());
  return augmenter;
}

describe.each([
  ['inline', () => Promise.resolve(inlineAugmenter(settings, SEED))],
  ['one worker', () => workers()],
  ['three workers', () => workers({ workers: 3 })],
])('%s', (_, create) => {
  test('gives the batches that seed, epoch and index name, in whatever order they are asked for', async () => {
    const augmenter = await create();
    const places = [0, 1].flatMap((epoch) => [3, 0, 2, 1].map((index) => [epoch, index] as const));
    const batches = await Promise.all(places.map(([epoch, index]) => augmenter.augment(batch(index), epoch, index)));
    expect(batches).toEqual(places.map(([epoch, index]) => expected(epoch, index)));
    await augmenter.close();
  });

  test('takes no more of a larger array than the images it was given', async () => {
    const [first, second] = [batch(0), batch(1)];
    const both = new Uint8Array([...first, ...second]);
    const augmenter = await create();
    expect(await augmenter.augment(both.subarray(first.length), 0, 1)).toEqual(expected(0, 1));
    expect(both).toEqual(new Uint8Array([...first, ...second]));
  });
});

test('a worker is given the images themselves, and no copy', async () => {
  const augmenter = await workers();
  const images = batch(0);
  await augmenter.augment(images, 0, 0);
  expect(images).toHaveLength(0);
});

test('settings out of range are refused before there is a batch', async () => {
  expect(() => inlineAugmenter({ shift: 99 }, SEED)).toThrow('settings.shift is 99');
  await expect(workerAugmenter({ shift: 99 }, SEED)).rejects.toThrow('settings.shift is 99');
  await expect(workerAugmenter(settings, SEED, { workers: 0 })).rejects.toThrow('workers is 0');
});

describe('an error says which batch is missing, and why', () => {
  const AUGMENTATION_ERROR = { name: 'TrainerError', code: 'augmentation' };
  const failed = (augmenter: Augmenter) => augmenter.augment(batch(0), 1, 2).catch((error: unknown) => error);

  test('when a worker dies', async () => {
    const workerFile = new URL('../../test/dying-worker.mjs', import.meta.url);
    const error = await failed(await workers({ workerFile }));
    expect(error).toBeInstanceOf(TrainerError);
    expect(error).toMatchObject({ code: 'augmentation', facts: { epoch: 1, index: 2 } });
    expect(String(error)).toContain('failed in epoch 2, step 3 (worker exited with code: 9)');
  });

  test('when a worker cannot start', async () => {
    const error = await failed(await workers({ workerFile: new URL('nowhere.mjs', import.meta.url) }));
    expect(error).toMatchObject(AUGMENTATION_ERROR);
    expect(String(error)).toMatch(/epoch 2, step 3 \(.*nowhere\.mjs/);
  });

  test('when the augmenter has been closed, also while it works', async () => {
    const augmenter = await workers();
    const underWay = failed(augmenter);
    await augmenter.close();
    expect(await underWay).toMatchObject(AUGMENTATION_ERROR);
    expect(await failed(augmenter)).toMatchObject(AUGMENTATION_ERROR);
    await augmenter.close();
  });
});

test('a program that closes its augmenter ends by itself and leaves no thread', () => {
  const program = `
    import { workerAugmenter } from ${JSON.stringify(new URL('../../dist/node.js', import.meta.url).href)};
    const augmenter = await workerAugmenter({ shift: 2 }, 1, { workers: 2 });
    const augmented = await augmenter.augment(new Uint8Array(784).fill(255), 0, 0);
    await augmenter.close();
    const threads = process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name));
    console.log(JSON.stringify({ pixels: augmented.length, threads }));
  `;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({ pixels: 784, threads: [] });
});
