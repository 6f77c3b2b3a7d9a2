import { resolve } from 'node:path';
import { IMAGE_PIXELS, imageAt, MnistAdderError } from '@mnist-adder/dataset';
import { readTableImages } from '@mnist-adder/dataset/internal/node';
import { readMnist } from '@mnist-adder/dataset/node';
import { PictureError, prepareImage, prepareNumber, type PreparedDigit } from '@mnist-adder/model';
import { imageError } from '../../definition/cli-error.js';
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
 * Reads a picture of one digit and reduces it to 28 × 28.
 *
 * @throws `CliError` or `PictureError` if it cannot be read, or does not show one digit.
 */
export async function preparePicture({ name, read }: ImageSource): Promise<PreparedImage> {
  const picture = await decodePicture(await read(), name);
  try {
    return { source: name, pixels: prepareImage(picture, name) };
  } catch (error) {
    if (!(error instanceof PictureError) || error.code !== 'several-digits') throw error;
    throw imageError(error.code, name, 'shows several digits', 'read them as one number with --number', error);
  }
}

/** The digits of a number as the network sees them, and where they come from. */
export interface PreparedNumber {
  readonly source: string;
  /** From left to right. Digits of a picture have their places in it. */
  readonly digits: readonly (Pick<PreparedDigit, 'pixels'> & Partial<PreparedDigit>)[];
  /** The number that it shows, if that is known. */
  readonly label?: number | undefined;
}

/**
 * Reads a picture of a number and finds its digits.
 *
 * @throws `CliError` or `PictureError` if it cannot be read, or shows nothing.
 */
export async function prepareNumberPicture({ name, read }: ImageSource): Promise<PreparedNumber> {
  return { source: name, digits: prepareNumber(await decodePicture(await read(), name), name) };
}

/** Number of pictures that are decoded at the same time. */
const CONCURRENCY = 4;

/**
 * Prepares pictures in their order, a few at a time.
 *
 * @param prepare prepares one.
 * @param onFailure called for each picture that cannot be used, in their order. It is left out of the result.
 */
export async function preparePictures<Prepared extends object>(
  sources: readonly ImageSource[],
  prepare: (source: ImageSource) => Promise<Prepared>,
  terminal: Terminal,
  onFailure: (source: string, error: MnistAdderError) => void,
): Promise<Prepared[]> {
  const results = new Array<Prepared | MnistAdderError>(sources.length);
  const waiting = sources.entries();
  const progress = showCount(terminal, { what: 'pictures', total: sources.length });
  let done = 0;
  const work = async () => {
    for (const [i, source] of waiting) {
      try {
        results[i] = await prepare(source);
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
