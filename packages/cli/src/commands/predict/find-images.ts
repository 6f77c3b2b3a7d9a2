import { readdirSync, statSync, type Dirent } from 'node:fs';
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

const PICTURE = /\.(png|jpe?g|webp|gif)$/i;

/** The maximum size of a file in bytes: a larger one is no picture of a digit. */
const MAX_BYTES = 100e6;

/**
 * Finds the pictures that a command line names: files, folders (the pictures in them and below), patterns, and `-` for standard input. A
 * picture that cannot be found is in the result, and throws when it is read, so that the others are still done. Hidden files and links to
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
      if (name === '-') return [source('standard input', () => readStream(stdin, MAX_BYTES))];
      const path = resolve(folder, name);
      try {
        const stats = statSync(path, { throwIfNoEntry: false });
        if (stats === undefined && isDynamicPattern(name)) {
          const names = await matching(name, folder);
          return names.length > 0 ? sources(names, folder) : missing(name, 'matches no file');
        }
        if (stats?.isDirectory() !== true) return [fileSource(name, path)];
        const { files, closed } = filesIn(path);
        const pictures = files.filter((file) => PICTURE.test(file));
        const others = files.filter((file) => !PICTURE.test(file));
        if (others.length > 0) onSkipped(name, others);
        const failures = closed.map(({ within, error }) => {
          const place = join(name, within);
          return failing(place, unreadable(place, error));
        });
        const inside = [...sources(pictures, path, name), ...failures];
        return inside.length > 0 ? inside : missing(name, 'has no picture in it');
      } catch (error) {
        return [failing(name, unreadable(name, error))];
      }
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

/** A folder that cannot be read. */
interface ClosedFolder {
  readonly within: string;
  readonly error: unknown;
}

/** The files in a folder and below it, sorted by name, and the folders there that cannot be read. */
function filesIn(folder: string): { readonly files: readonly string[]; readonly closed: readonly ClosedFolder[] } {
  const files: string[] = [];
  const closed: ClosedFolder[] = [];
  const visit = (within: string) => {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(folder, within), { withFileTypes: true });
    } catch (error) {
      closed.push({ within, error });
      return;
    }
    for (const entry of entries) {
      const name = join(within, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) visit(name);
      else if (!entry.isSymbolicLink() || !isFolder(join(folder, name))) files.push(name);
    }
  };
  visit('');
  return { files: files.sort(byName), closed: closed.sort((a, b) => byName(a.within, b.within)) };
}

/** Whether a link leads to a folder, which may lead in circles. */
function isFolder(link: string): boolean {
  try {
    return statSync(link).isDirectory();
  } catch {
    return false;
  }
}

const sources = (names: readonly string[], folder: string, within = ''): ImageSource[] =>
  names.map((name) => fileSource(join(within, name), resolve(folder, name)));

function missing(name: string, problem: string): ImageSource[] {
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
