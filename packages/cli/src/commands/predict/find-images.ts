import { createReadStream, readdirSync, statSync, type Dirent } from 'node:fs';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { errnoOf } from '@mnist-adder/dataset/internal/node';
import { glob, isDynamicPattern } from 'tinyglobby';
import type { CliContext } from '../../definition/cli-context.js';
import { imageError } from '../../definition/cli-error.js';
import { count } from '../../terminal/format.js';

/** A picture that the command line names. */
export interface ImageSource {
  /** The path as it was given, or `standard input`. */
  readonly name: string;
  readonly read: () => Promise<Uint8Array>;
}

const PICTURE = /\.(png|jpe?g|webp|gif)$/i;

/** The maximum size of a file in bytes: a larger one is no picture of a digit. */
const MAX_BYTES = 100e6;

/**
 * Finds the pictures that a command line names: files, folders (the pictures in them and below), patterns, and `-` for standard input. A
 * picture that does not exist is in the result, and throws when it is read, so that the others are still done. Hidden files and links to
 * folders are passed over in a folder.
 *
 * @param onSkipped called for each folder with files that are not pictures.
 */
export async function findImages(
  given: readonly string[],
  { folder, stdin }: Pick<CliContext, 'folder' | 'stdin'>,
  onSkipped: (name: string, files: readonly string[]) => void = () => undefined,
): Promise<ImageSource[]> {
  const found = await Promise.all(
    given.map(async (name): Promise<ImageSource[]> => {
      if (name === '-') return [{ name: 'standard input', read: () => buffer(stdin) }];
      const path = resolve(folder, name);
      const stats = statSync(path, { throwIfNoEntry: false });
      if (stats === undefined && isDynamicPattern(name)) {
        const names = await matching(name, folder);
        return names.length > 0 ? sources(names, folder) : missing(name, 'matches no file');
      }
      if (stats?.isDirectory() !== true) return [fileSource(name, path)];
      const { files, unreadable } = filesIn(path);
      const pictures = files.filter((file) => PICTURE.test(file));
      const others = files.filter((file) => !PICTURE.test(file));
      if (others.length > 0) onSkipped(name, others);
      const inside = [...sources(pictures, path, name), ...unreadable.map((place) => closed(join(name, place)))];
      return inside.length > 0 ? inside : missing(name, 'has no picture in it');
    }),
  );
  return found.flat();
}

/** `2.png` comes before `10.png`. */
const byName = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

/** The files that match a pattern, sorted by name. */
async function matching(pattern: string, folder: string): Promise<string[]> {
  const options = { cwd: folder, onlyFiles: true, caseSensitiveMatch: false, expandDirectories: false };
  return (await glob(pattern, options)).sort(byName);
}

/** The files in a folder and below it, sorted by name, and the folders there that cannot be read. */
function filesIn(folder: string): { readonly files: readonly string[]; readonly unreadable: readonly string[] } {
  const files: string[] = [];
  const unreadable: string[] = [];
  const visit = (within: string) => {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(folder, within), { withFileTypes: true });
    } catch {
      unreadable.push(within);
      return;
    }
    for (const entry of entries) {
      const name = join(within, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) visit(name);
      else if (!entry.isSymbolicLink() || isFile(join(folder, name))) files.push(name);
    }
  };
  visit('');
  return { files: files.sort(byName), unreadable: unreadable.sort(byName) };
}

/** Whether a link leads to a file. Links to folders may lead in circles, and some links to nothing. */
function isFile(link: string): boolean {
  try {
    return statSync(link).isFile();
  } catch {
    return false;
  }
}

const sources = (names: readonly string[], folder: string, within = ''): ImageSource[] =>
  names.map((name) => fileSource(join(within, name), resolve(folder, name)));

function missing(name: string, problem: string): ImageSource[] {
  const error = imageError('image-not-found', name, problem, 'name PNG, JPEG, WebP or GIF files');
  return [{ name, read: () => Promise.reject(error) }];
}

/** A folder that cannot be read, as a picture that cannot. */
function closed(name: string): ImageSource {
  const error = imageError('image-unreadable', name, 'is a folder that cannot be read', 'check its permissions');
  return { name, read: () => Promise.reject(error) };
}

const fileSource = (name: string, path: string): ImageSource => ({ name, read: () => readImage(name, path) });

async function readImage(name: string, path: string): Promise<Uint8Array> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw imageError('image-not-found', name, 'does not exist', 'name a picture that does');
  if (stats.size > MAX_BYTES) {
    const size = `has ${count(Math.round(stats.size / 1e6))} MB`;
    throw imageError('image-size', name, size, `it may have at most ${MAX_BYTES / 1e6}`);
  }
  try {
    return await buffer(createReadStream(path));
  } catch (cause) {
    const reason = errnoOf(cause) ?? 'unknown';
    throw imageError('image-unreadable', name, `cannot be read (${reason})`, 'check its permissions', cause);
  }
}
