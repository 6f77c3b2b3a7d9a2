import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import { readRegularFile } from '@mnist-adder/dataset/internal/node';
import writeFileAtomic from 'write-file-atomic';

/** Pictures that were reduced to 28 × 28. */
export interface CachedPictures {
  /** [n × 784] */
  readonly images: Uint8Array;
  /** Whether each picture could be used. */
  readonly usable: readonly boolean[];
  readonly prepared: boolean;
}

const DIGEST_BYTES = 32;

/** A byte for each picture besides its pixels says whether it could be used, and one whether they were prepared. */
const sizeOf = (count: number) => DIGEST_BYTES + 1 + count * (1 + IMAGE_PIXELS);

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** The file of a set of pictures. */
export const cacheFile = (folder: string, key: string): string => join(folder, 'pictures', key);

/** Reads a file of the cache. Undefined if there is none, or it is damaged. */
export async function readCache(file: string, count: number): Promise<CachedPictures | undefined> {
  const bytes = await readRegularFile(file, sizeOf(count)).catch(() => undefined);
  if (bytes?.length !== sizeOf(count)) return undefined;
  const content = bytes.subarray(DIGEST_BYTES);
  if (!digestOf(content).equals(bytes.subarray(0, DIGEST_BYTES))) return undefined;
  const usable = Array.from(content.subarray(1, 1 + count), (byte) => byte === 1);
  return { prepared: content[0] === 1, usable, images: content.subarray(1 + count) };
}

/** Writes a file of the cache. It saves time only, so a disk that is full or cannot be written does no harm. */
export async function writeCache(file: string, { images, usable, prepared }: CachedPictures): Promise<void> {
  const content = new Uint8Array(sizeOf(usable.length) - DIGEST_BYTES);
  content[0] = Number(prepared);
  content.set(usable.map(Number), 1);
  content.set(images, 1 + usable.length);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, Buffer.concat([digestOf(content), content]));
  } catch {
    // The next time takes as long.
  }
}
