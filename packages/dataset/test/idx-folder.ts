import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { onTestFinished } from 'vitest';

import { idxBytes } from './idx-bytes.js';

/** Makes a folder with these files, and those below it. It is removed when the test ends. */
export async function folderOf(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mnist-adder-dataset-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  }
  return folder;
}

/** Makes images with one bright pixel each, in row `image` and column 20, so that transposed images are easy to recognise. */
export function markedImages(count: number): Uint8Array {
  const data = new Uint8Array(count * 784);
  for (let image = 0; image < count; image++) data[image * 784 + image * 28 + 20] = 255;
  return idxBytes([count, 28, 28], data);
}

/** Makes an IDX file of these labels. */
export function listedLabels(...labels: number[]): Uint8Array {
  return idxBytes([labels.length], labels);
}

/** The four files of a small data set under MNIST's names. */
export const mnistFiles: Readonly<Record<string, Uint8Array>> = {
  'train-images-idx3-ubyte': markedImages(3),
  'train-labels-idx1-ubyte': listedLabels(5, 0, 4),
  't10k-images-idx3-ubyte': markedImages(2),
  't10k-labels-idx1-ubyte': listedLabels(7, 2),
};

/** The files of `mnistFiles` under other names. */
export function renamed(rename: (name: string) => string): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(mnistFiles).map(([name, bytes]) => [rename(name), bytes]));
}
