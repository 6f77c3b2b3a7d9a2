import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Preparation, StoredPicture } from '@mnist-adder/dataset/node';
import { digitPicture, drawnPicture } from '../../test/pictures.js';
import { readMnist } from '@mnist-adder/dataset/node';
import { picturePreparer } from './prepare-pictures.js';

const { test: mnist } = await readMnist();

let cacheFolder: string;
/** The number of pictures that were reduced, in each step of progress. */
let progress: number[];
beforeEach(() => {
  cacheFolder = mkdtempSync(join(tmpdir(), 'cache-'));
  progress = [];
});

const picture = (name: string, bytes: Uint8Array): StoredPicture => ({ name, read: () => Promise.resolve(bytes) });
const small = async (index: number) => picture(`${index}.png`, await digitPicture(index).png().toBuffer());
const drawn = async (index: number) => picture(`${index}.png`, await (await drawnPicture(index)).png().toBuffer());

const prepare = (pictures: readonly StoredPicture[], preparation: Preparation = 'auto', packageVersion = '1') =>
  picturePreparer({ cacheFolder, packageVersion, onProgress: (done) => progress.push(done) })(pictures, preparation);

test("pictures like MNIST's are used as they are, unless preparation is on", async () => {
  const pictures = [await small(0), await small(1)];
  const asTheyAre = { images: mnist.images.slice(0, 2 * 784), problems: new Map(), prepared: false };
  expect(await prepare(pictures)).toEqual(asTheyAre);
  expect(await prepare(pictures, 'off')).toEqual(asTheyAre);
  expect((await prepare(pictures, 'on')).prepared).toBe(true);
});

test('if one picture has another size, or they are dark on white, all are prepared', async () => {
  expect((await prepare([await small(0), await drawn(1)])).prepared).toBe(true);
  const negative = picture('0.png', await digitPicture(0).negate().png().toBuffer());
  expect((await prepare([negative])).prepared).toBe(true);
});

test('without preparation, pictures of another size are named', async () => {
  const { problems } = await prepare([await small(0), await drawn(1)], 'off');
  const message = '1.png has 320 × 240 pixels instead of 28 × 28: have it prepared, with --preparation on.';
  expect(problems).toEqual(new Map([[1, message]]));
});

test('pictures that cannot be used are named, also when the others come from the cache', async () => {
  const unreadable = { name: 'b.png', read: () => Promise.reject(new Error('a bug')) };
  await expect(prepare([unreadable])).rejects.toThrow('a bug');
  const pictures = [await drawn(0), picture('a.png', new Uint8Array(5)), await drawn(1)];
  const first = await prepare(pictures);
  expect(first.problems).toEqual(
    new Map([[1, 'a.png is no picture, or a damaged one: give a PNG, JPEG, WebP or GIF.']]),
  );
  expect(await prepare(pictures)).toEqual(first);
});

test('what was prepared comes from the cache, until a picture, the way or the version changes', async () => {
  const pictures = [await drawn(0), await drawn(1)];
  const first = await prepare(pictures);
  const isCached = async (...args: Parameters<typeof prepare>) => {
    progress = [];
    const result = await prepare(...args);
    return progress.length === 0 ? result : undefined;
  };
  expect(await isCached(pictures)).toEqual(first);
  // Names do not matter.
  expect(await isCached(pictures.map(({ read }) => ({ name: 'other.png', read })))).toEqual(first);
  expect(await isCached([pictures[0]!, await drawn(2)])).toBeUndefined();
  expect(await isCached([pictures[1]!, pictures[0]!])).toBeUndefined();
  expect(await isCached(pictures, 'on')).toBeUndefined();
  expect(await isCached(pictures, 'auto', '2')).toBeUndefined();
  expect(await isCached(pictures)).toEqual(first);
});

test('a file of the cache that is damaged is made again', async () => {
  const pictures = [await drawn(0)];
  const first = await prepare(pictures);
  const [name] = readdirSync(join(cacheFolder, 'pictures'));
  const file = join(cacheFolder, 'pictures', name!);
  const content = readFileSync(file);
  for (const damaged of [content.subarray(0, -1), Buffer.concat([content.subarray(0, -1), Buffer.of(255)])]) {
    writeFileSync(file, damaged);
    expect(await prepare(pictures)).toEqual(first);
    expect(readFileSync(file).equals(content)).toBe(true);
  }
});

test('without a cache that can be written, it works as well', async () => {
  writeFileSync(join(cacheFolder, 'pictures'), '');
  expect((await prepare([await drawn(0)])).problems.size).toBe(0);
});
