import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { findMnist, readMnist } from '@mnist-adder/dataset/node';
import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import type { ShippedDigits } from '../src/drawing/shipped-digits.js';
import type { Shipment, ShippedFile } from './shipped-files.js';

/** How many of the test images there are to try. */
const SAMPLES = 500;

const compress = promisify(gzip);

/** MNIST as gzipped IDX files, to train on, and the first of its test images in one, to try. */
export async function shippedDigits(): Promise<Shipment> {
  const { test, digests, source } = await readMnist();
  const folder = await findMnist();
  const [images, trainLabels] = await Promise.all(
    ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'].map((name) =>
      compressed(join(folder, name), `digits/${name}.gz`),
    ),
  );
  const samples = await compress(idxImages(test.images.subarray(0, SAMPLES * IMAGE_PIXELS)));
  const facts: ShippedDigits = {
    samples: { path: 'digits/samples.gz', labels: [...test.labels.subarray(0, SAMPLES)] },
    train: {
      ...{
        images: images!.path,
        labels: trainLabels!.path,
        sizeBytes: images!.bytes.length + trainLabels!.bytes.length,
      },
      ...{ source, digests },
    },
  };
  const files = [images!, trainLabels!, { path: 'digits/samples.gz', bytes: samples }];
  return { name: 'shipped-digits', files, facts };
}

const compressed = async (file: string, path: string): Promise<ShippedFile> => ({
  path,
  bytes: await compress(await readFile(file), { level: 9 }),
});

/** Images as an IDX file of bytes with three axes. */
function idxImages(pixels: Uint8Array): Uint8Array {
  const header = Buffer.alloc(16);
  [0x0803, pixels.length / IMAGE_PIXELS, 28, 28].forEach((value, i) => header.writeUInt32BE(value, 4 * i));
  return Buffer.concat([header, pixels]);
}
