import { createReadStream, statSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { ImageError } from './image-error.js';

/** A picture that was asked for, and how its bytes are had. */
export interface ImageSource {
  /** As it was given: a path, or `standard input`. */
  readonly name: string;
  readonly read: () => Promise<Uint8Array>;
}

const PICTURES = '*.{png,jpg,jpeg,webp,gif}';

/** Bytes of a file, at most: what is larger is no picture of a digit. */
const LARGEST_FILE = 100e6;

/**
 * Finds the pictures that a command line names: files, folders (the pictures right in them), patterns, and `-` for standard input.
 * What is not there is found too, and says so when it is read, such that the others are still done.
 */
export async function findImages(
  given: readonly string[],
  { folder, stdin }: { readonly folder: string; readonly stdin: Readable },
): Promise<ImageSource[]> {
  const found = await Promise.all(
    given.map(async (name): Promise<ImageSource[]> => {
      if (name === '-') return [{ name: 'standard input', read: () => buffer(stdin) }];
      const stats = statSync(resolve(folder, name), { throwIfNoEntry: false });
      if (stats === undefined && isDynamicPattern(name)) return matching(name, folder, `matches no file`);
      if (stats?.isDirectory() === true) {
        const files = await matching(PICTURES, resolve(folder, name), 'has no picture in it', name);
        return files;
      }
      return [fileSource(name, resolve(folder, name))];
    }),
  );
  return found.flat();
}

/** Files by a pattern, in the order of their names. */
async function matching(pattern: string, folder: string, problem: string, within = ''): Promise<ImageSource[]> {
  const options = { cwd: folder, onlyFiles: true, caseSensitiveMatch: false, expandDirectories: false };
  const names = (await glob(pattern, options)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (names.length > 0) return names.map((name) => fileSource(join(within, name), resolve(folder, name)));
  const name = within === '' ? pattern : within;
  const error = new ImageError('image-not-found', name, problem, 'name PNG, JPEG, WebP or GIF files');
  return [{ name, read: () => Promise.reject(error) }];
}

const fileSource = (name: string, path: string): ImageSource => ({ name, read: () => readImage(name, path) });

async function readImage(name: string, path: string): Promise<Uint8Array> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new ImageError('image-not-found', name, 'does not exist', 'name a picture that does');
  if (stats.size > LARGEST_FILE) {
    const size = `has ${Math.round(stats.size / 1e6).toLocaleString('en')} MB`;
    throw new ImageError('image-size', name, size, `make it ${LARGEST_FILE / 1e6} at most`);
  }
  try {
    return await buffer(createReadStream(path));
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new ImageError('image-unreadable', name, `cannot be read (${reason})`, 'look at its permissions', { cause });
  }
}
