import { createDigitSet, type DigitSet } from '../digits/digit-set.js';
import { DatasetError } from '../errors.js';
import type { FileTree } from '../files/file-tree.js';
import { MAX_DATA_BYTES } from '../idx/gzip.js';
import { parseIdx, unpackIdx } from '../idx/parse-idx.js';
import { parseLabels } from '../idx/parse-labels.js';
import { sha256 } from '../sha-256.js';
import { type DataFormat, type DigitParts, folderOf, listed, nameOf, type Reading } from './data-format.js';
import { findIdxFiles, isEmnist, isIdxName } from './find-idx-files.js';

/**
 * Four IDX files in a folder, or in one below it: torchvision keeps them in `MNIST/raw`. They may be compressed with gzip.
 */
export const idxFiles: DataFormat = {
  what: 'a folder of four IDX files',
  recognise(tree) {
    const found = tree.files.filter((file) => isIdxName(nameOf(file)));
    if (found.length === 0) return undefined;
    return { what: 'IDX files', read: (reading) => readIdxFiles(tree, found, reading) };
  },
};

async function readIdxFiles(tree: FileTree, found: readonly string[], reading: Reading): Promise<DigitParts> {
  const within = chooseFolder(tree, found);
  const inside = (name: string) => (within === '' ? name : `${within}/${name}`);
  const names = found.filter((file) => folderOf(file) === within).map(nameOf);
  const { trainImages, trainLabels, testImages, testLabels } = findIdxFiles({ folder: tree.pathOf(within), names });
  const transposed = reading.transposed ?? isEmnist({ testImages, testLabels });
  const digests: Record<string, string> = {};

  async function read(name: string) {
    const source = tree.pathOf(inside(name));
    const bytes = await unpackIdx(await tree.read(inside(name), MAX_DATA_BYTES), { source });
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

  const hasTrain = trainImages !== undefined && trainLabels !== undefined;
  const train = hasTrain ? await readSet(trainImages, trainLabels) : undefined;
  return { parts: { ...(train && { train }), test: await readSet(testImages, testLabels) }, digests };
}

/** The folder that has the files: the one that was given or, if that has none, the only one below it that has. */
function chooseFolder({ kind, source }: FileTree, found: readonly string[]): string {
  const facts = { folder: source, files: found };
  if (kind === 'file') {
    const message = `The data file ${source} is one of four: give the folder that holds the four IDX files.`;
    throw new DatasetError('data-folder-not-a-folder', message, { facts: { folder: source, files: [] } });
  }
  const folders = [...new Set(found.map(folderOf))];
  if (folders.includes('')) return '';
  if (folders.length === 1) return folders[0]!;
  const message = `The data folder ${source} holds more than one data set (${listed(folders)}): give the folder of one.`;
  throw new DatasetError('data-file-ambiguous', message, { facts });
}
