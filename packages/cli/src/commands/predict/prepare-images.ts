import { resolve } from 'node:path';
import { IMAGE_PIXELS, imageAt, MnistAdderError } from '@mnist-adder/dataset';
import { readTableImages } from '@mnist-adder/dataset/internal/node';
import { readMnist } from '@mnist-adder/dataset/node';
import { prepareImage } from '@mnist-adder/model';
import type { Terminal } from '../../terminal/output.js';
import { showCount } from '../../terminal/progress-bar.js';
import { decodePicture } from '../../data/decode-picture.js';
import type { ImageSource } from './find-images.js';

/** An image as the network sees it, and where it comes from. */
export interface PreparedImage {
  readonly source: string;
  /** [784] */
  readonly pixels: Uint8Array;
  /** The digit that it shows, if that is known. */
  readonly label?: number | undefined;
}

/** Reads images of MNIST's test set. */
export async function readTestImages(indices: readonly number[]): Promise<PreparedImage[]> {
  if (indices.length === 0) return [];
  const { test } = await readMnist();
  return indices.map((index) => ({
    source: `test image ${index}`,
    pixels: imageAt(test.images, index),
    label: test.labels[index]!,
  }));
}

/** Whether a name is that of a table of images, as Kaggle's `test.csv`, instead of a picture. */
export const isTable = (name: string): boolean => /\.csv$/i.test(name);

/**
 * Reads the images of a CSV file, which are prepared already. Their sources are the numbers of its rows, from 1: `test.csv:1`.
 *
 * @throws `DatasetError` if the file cannot be read, or is no table of images.
 */
export async function readTable(name: string, folder: string): Promise<PreparedImage[]> {
  const { images, labels } = await readTableImages(resolve(folder, name));
  return Array.from({ length: images.length / IMAGE_PIXELS }, (_, row) => ({
    source: `${name}:${row + 1}`,
    pixels: imageAt(images, row),
    label: labels?.[row],
  }));
}

/**
 * Reads a picture and reduces it to 28 × 28.
 *
 * @throws `CliError` or `BlankImageError` if it cannot be read, or shows nothing.
 */
export async function preparePicture({ name, read }: ImageSource): Promise<PreparedImage> {
  const picture = await decodePicture(await read(), name);
  return { source: name, pixels: prepareImage(picture, name) };
}

/** Number of pictures that are decoded at the same time. */
const CONCURRENCY = 4;

/**
 * Prepares pictures in their order, a few at a time.
 *
 * @param onFailure called for each picture that cannot be used, in their order. It is left out of the result.
 */
export async function preparePictures(
  sources: readonly ImageSource[],
  terminal: Terminal,
  onFailure: (source: string, error: MnistAdderError) => void,
): Promise<PreparedImage[]> {
  const results = new Array<PreparedImage | MnistAdderError>(sources.length);
  const waiting = sources.entries();
  const progress = showCount(terminal, { what: 'pictures', total: sources.length });
  let done = 0;
  const work = async () => {
    for (const [i, source] of waiting) {
      try {
        results[i] = await preparePicture(source);
      } catch (error) {
        if (!(error instanceof MnistAdderError)) throw error;
        results[i] = error;
      }
      progress.update(++done);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  progress.end();
  return results.flatMap((result, i) => {
    if (!(result instanceof MnistAdderError)) return [result];
    onFailure(sources[i]!.name, result);
    return [];
  });
}
