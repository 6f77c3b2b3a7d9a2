import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';

/** The first images of MNIST as a folder of four IDX files, for runs that take a second. */
export async function writeSmallMnist(trainSize: number, testSize: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'small-mnist-'));
  const { train, test } = await readMnist();
  writeDigits(folder, 'train', train, trainSize);
  writeDigits(folder, 't10k', test, testSize);
  return folder;
}

function writeDigits(folder: string, name: string, digits: DigitSet, size: number): void {
  const images = digits.images.subarray(0, size * IMAGE_PIXELS);
  writeFileSync(join(folder, `${name}-images-idx3-ubyte`), idx([size, IMAGE_SIDE, IMAGE_SIDE], images));
  writeFileSync(join(folder, `${name}-labels-idx1-ubyte`), idx([size], digits.labels.subarray(0, size)));
}

/** An array of bytes in the IDX format: magic number, dimensions, elements. */
function idx(dimensions: readonly number[], data: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.writeUInt32BE(0x0800 + dimensions.length);
  for (const [i, length] of dimensions.entries()) header.writeUInt32BE(length, 4 + 4 * i);
  return Buffer.concat([header, data]);
}
