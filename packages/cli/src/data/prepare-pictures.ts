import { createHash } from 'node:crypto';
import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import type { Preparation, PreparedPictures, PreparePictures, StoredPicture } from '@mnist-adder/dataset/node';
import { prepareImage } from '@mnist-adder/model';
import { cacheFile, readCache, writeCache, type CachedPictures } from './picture-cache.js';
import { areLightOnBlack, problemOf, reducePicture, type Mode, type Problem } from './reduce-picture.js';
import { openReducer, type Reducer } from './reducer.js';

/** What pictures are prepared with. */
export interface PreparerOptions {
  /** The folder of the cache. */
  readonly cacheFolder: string;
  /** The version of this package, with which preparation may change. */
  readonly packageVersion: string;
  /** Called when so many of the pictures are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Makes the function that `readDigits` decodes and prepares pictures with. The result for a set of pictures is kept in the cache under the
 * digest of their contents: if one of them changes, they are prepared again.
 */
export function picturePreparer({ cacheFolder, packageVersion, onProgress }: PreparerOptions): PreparePictures {
  return async (pictures, preparation) => {
    const contents = await digestOfAll(pictures);
    const key = digest(JSON.stringify([packageVersion, behaviour(), preparation, contents]));
    const file = cacheFile(cacheFolder, key);
    const cached = await readCache(file, pictures.length);
    if (cached !== undefined) return withProblems(cached, pictures);
    const result = await reduceAll(pictures, preparation, (done) => onProgress?.(done, pictures.length));
    await writeCache(file, { ...result, usable: pictures.map((_, index) => !result.problems.has(index)) });
    return result;
  };
}

const digest = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/** What preparation does to a picture that has some of everything: if that changes, the cache is out of date. */
function behaviour(): string {
  const [width, height] = [96, 80];
  const data = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const isInk =
      Math.abs(Math.hypot(x - 50, y - 36) - 18) < 2.5 || (Math.abs(x - 68 + (y - 36) / 6) < 2 && y > 30 && y < 70);
    const paper = 190 + x / 2 + ((7 * x + 13 * y) % 5);
    data.set([isInk ? 40 : paper, isInk ? 40 : paper - 10, isInk ? 90 : paper - 30, 255], 4 * i);
  }
  return digest(prepareImage({ width, height, data }));
}

/** Number of files that are read at the same time. */
const READ_AT_ONCE = 4;

async function digestOfAll(pictures: readonly StoredPicture[]): Promise<string[]> {
  const digests = new Array<string>(pictures.length);
  await inParallel(pictures, READ_AT_ONCE, async ({ read }, index) => {
    // One that cannot be read is a problem of its own when it is its turn.
    digests[index] = digest(await read().catch((error: unknown) => String(error)));
    return true;
  });
  return digests;
}

/** Says again what is wrong with the pictures that could not be used. */
async function withProblems(
  { images, usable, prepared }: CachedPictures,
  pictures: readonly StoredPicture[],
): Promise<PreparedPictures> {
  const problems = new Map<number, string>();
  const mode = prepared ? 'on' : 'off';
  for (const [index, isUsable] of usable.entries()) {
    if (isUsable) continue;
    const result = await reduceOne(pictures[index]!, mode, reducePicture);
    problems.set(index, result instanceof Uint8Array ? `${pictures[index]!.name} cannot be used.` : result.message);
  }
  return { images, problems, prepared };
}

async function reduceAll(
  pictures: readonly StoredPicture[],
  preparation: Preparation,
  onProgress: (done: number) => void,
): Promise<PreparedPictures> {
  if (preparation !== 'on') {
    const asTheyAre = await reduceInMode(pictures, 'off', { stops: preparation === 'auto', onProgress });
    if (asTheyAre !== undefined && (preparation === 'off' || areLightOnBlack(asTheyAre.images))) return asTheyAre;
  }
  return (await reduceInMode(pictures, 'on', { stops: false, onProgress }))!;
}

/** Reduces all pictures. If it `stops`, the result is undefined as soon as a picture has another size than 28 × 28. */
async function reduceInMode(
  pictures: readonly StoredPicture[],
  mode: Mode,
  { stops, onProgress }: { readonly stops: boolean; readonly onProgress: (done: number) => void },
): Promise<PreparedPictures | undefined> {
  const images = new Uint8Array(pictures.length * IMAGE_PIXELS);
  const problems: (readonly [index: number, problem: string])[] = [];
  const { reduce, concurrency, close } = await openReducer(pictures.length, mode);
  let done = 0;
  try {
    const isWhole = await inParallel(pictures, concurrency, async (picture, index) => {
      const result = await reduceOne(picture, mode, reduce);
      if (result instanceof Uint8Array) images.set(result, index * IMAGE_PIXELS);
      else if (stops && result.code === 'image-size') return false;
      else problems.push([index, result.message]);
      onProgress(++done);
      return true;
    });
    if (!isWhole) return undefined;
  } finally {
    await close();
  }
  return { images, problems: new Map(problems.sort(([a], [b]) => a - b)), prepared: mode === 'on' };
}

async function reduceOne(
  { name, read }: StoredPicture,
  mode: Mode,
  reduce: Reducer['reduce'],
): Promise<Uint8Array | Problem> {
  let bytes: Uint8Array;
  try {
    bytes = await read();
  } catch (error) {
    return problemOf(error);
  }
  return reduce({ bytes, name, mode });
}

/** Works on all pictures, a few at a time, until one returns false. @returns whether none did. */
async function inParallel(
  pictures: readonly StoredPicture[],
  atOnce: number,
  work: (picture: StoredPicture, index: number) => Promise<boolean>,
): Promise<boolean> {
  const waiting = pictures.entries();
  let goesOn = true;
  const worker = async () => {
    for (const [index, picture] of waiting) {
      if (!goesOn) break;
      if (!(await work(picture, index))) goesOn = false;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return goesOn;
}
