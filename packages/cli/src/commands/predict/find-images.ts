import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errnoOf, readRegularFile, readStream, refusal } from '@mnist-adder/dataset/internal/node';
import { glob, isDynamicPattern } from 'tinyglobby';
import type { CliContext } from '../../definition/cli-context.js';
import { imageError, type CliError } from '../../definition/cli-error.js';

/** A picture that the command line names. */
export interface ImageSource {
  /** The path as it was given, or `standard input`. */
  readonly name: string;
  readonly read: () => Promise<Uint8Array>;
}

const PICTURES = '*.{png,jpg,jpeg,webp,gif}';

/** The maximum size of a file in bytes: a larger one is no picture of a digit. */
const MAX_BYTES = 100e6;

/**
 * Finds the pictures that a command line names: files, folders (the pictures directly in them), patterns, and `-` for standard input.
 * A picture that cannot be found is in the result, and throws when it is read, so that the others are still done.
 */
export async function findImages(
  given: readonly string[],
  { folder, stdin }: Pick<CliContext, 'folder' | 'stdin'>,
): Promise<ImageSource[]> {
  const found = await Promise.all(
    given.map(async (name): Promise<ImageSource[]> => {
      if (name === '-') return [source('standard input', () => readStream(stdin, MAX_BYTES))];
      const path = resolve(folder, name);
      try {
        const stats = statSync(path, { throwIfNoEntry: false });
        if (stats === undefined && isDynamicPattern(name)) return await matching(name, folder, 'matches no file');
        if (stats?.isDirectory() !== true) return [fileSource(name, path)];
        // The search passes over what it may not read.
        readdirSync(path);
        return await matching(PICTURES, path, 'has no picture in it', name);
      } catch (error) {
        return [failing(name, unreadable(name, error))];
      }
    }),
  );
  return found.flat();
}

/** The files that match a pattern, sorted by name. */
async function matching(pattern: string, folder: string, problem: string, within = ''): Promise<ImageSource[]> {
  const options = { cwd: folder, onlyFiles: true, caseSensitiveMatch: false, expandDirectories: false };
  const names = (await glob(pattern, options)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (names.length > 0) return names.map((name) => fileSource(join(within, name), resolve(folder, name)));
  const name = within === '' ? pattern : within;
  const error = imageError('image-not-found', name, problem, 'name PNG, JPEG, WebP or GIF files');
  return [failing(name, error)];
}

const fileSource = (name: string, path: string): ImageSource => source(name, () => readRegularFile(path, MAX_BYTES));

const failing = (name: string, error: CliError): ImageSource => ({ name, read: () => Promise.reject(error) });

/** A picture whose reading fails with an error that names it. */
const source = (name: string, read: () => Promise<Uint8Array>): ImageSource => ({
  name,
  read: () =>
    read().catch((cause: unknown) => {
      throw unreadable(name, cause);
    }),
});

function unreadable(name: string, cause: unknown): CliError {
  const errno = errnoOf(cause);
  if (errno === 'ENOENT')
    return imageError('image-not-found', name, 'does not exist', 'name a picture that does', cause);
  const code = errno === 'TOO_LARGE' ? 'image-size' : 'image-unreadable';
  return imageError(code, name, `cannot be read because ${refusal(cause)}`, 'name a picture', cause);
}
