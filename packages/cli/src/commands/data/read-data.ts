import { resolve } from 'node:path';
import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';

/** Reads the images that the command line names, MNIST where it names none. */
export const readData = (data: string | undefined, folder: string) =>
  readMnist(data === undefined ? {} : { folder: resolve(folder, data) });

/** [784] */
export const imageAt = ({ images }: DigitSet, index: number): Uint8Array =>
  images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS);
