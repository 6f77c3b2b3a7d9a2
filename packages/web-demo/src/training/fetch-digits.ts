import { createDigitSet, IMAGE_PIXELS, readIdx, splitDigits } from '@mnist-adder/dataset';
import type { DigitSet, DigitSplit } from '@mnist-adder/dataset';
import type { TrainingOrder } from './protocol.js';

/**
 * Fetches MNIST's training images and holds some of them out, as a training in Node does.
 *
 * @param size how many to train on; a quarter as many are held out.
 * @param onProgress is told which part, 0..1, has come.
 * @throws `Error` where it cannot be fetched, in a sentence for the person who wants to train.
 */
export async function fetchDigits(
  { images, labels, sizeBytes }: TrainingOrder['digits'],
  size: number,
  onProgress: (fraction: number) => void,
): Promise<DigitSplit> {
  let got = 0;
  const fetchOne = async (path: string) => {
    const bytes = await fetchBytes(path, (length) => {
      got += length;
      onProgress(Math.min(1, got / sizeBytes));
    });
    return readIdx(bytes, { source: path });
  };
  const [imageArray, labelArray] = await Promise.all([fetchOne(images), fetchOne(labels)]);
  const { train, validation } = splitDigits(createDigitSet({ images: imageArray, labels: labelArray }));
  return { train: first(train, size), validation: first(validation, Math.ceil(size / 4)) };
}

async function fetchBytes(path: string, onChunk: (length: number) => void): Promise<Uint8Array> {
  const response = await fetch(path).catch((cause: unknown) => {
    throw new Error('MNIST could not be fetched: connect to the network once, and it is kept for later.', { cause });
  });
  if (!response.ok || response.body === null)
    throw new Error(`MNIST could not be fetched (${response.status}): try again.`);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    chunks.push(chunk.value);
    onChunk(chunk.value.length);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

const first = ({ images, labels, size }: DigitSet, count: number): DigitSet => ({
  images: images.subarray(0, count * IMAGE_PIXELS),
  labels: labels.subarray(0, count),
  size: Math.min(count, size),
});
