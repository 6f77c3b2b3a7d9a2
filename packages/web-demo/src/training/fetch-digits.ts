import { createDigitSet, firstImages, readIdx, splitDigits, type DigitSplit } from '@mnist-adder/dataset';
import type { TrainingOrder } from './protocol.js';

/**
 * Fetches MNIST's training images and holds some of them out, the same ones as a training in Node.
 *
 * @param size the number of training images. A quarter as many are held out for validation.
 * @param onProgress called with the fraction that has arrived, 0..1.
 * @throws `Error` with a message for the user if they cannot be fetched.
 */
export async function fetchDigits(
  { images, labels, sizeBytes }: TrainingOrder['digits'],
  size: number,
  onProgress: (fraction: number) => void,
): Promise<DigitSplit> {
  let receivedBytes = 0;
  const fetchOne = async (url: string) => {
    const bytes = await fetchBytes(url, (length) => {
      receivedBytes += length;
      onProgress(Math.min(1, receivedBytes / sizeBytes));
    });
    return readIdx(bytes, { source: url });
  };
  const [imageArray, labelArray] = await Promise.all([fetchOne(images), fetchOne(labels)]);
  const { train, validation } = splitDigits(createDigitSet({ images: imageArray, labels: labelArray }));
  return { train: firstImages(train, size), validation: firstImages(validation, Math.ceil(size / 4)) };
}

async function fetchBytes(url: string, onChunk: (length: number) => void): Promise<Uint8Array> {
  const response = await fetch(url).catch(notFetched);
  if (!response.ok || response.body === null)
    throw new Error(`MNIST could not be fetched (${response.status}): try again.`);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  const read = () => reader.read().catch(notFetched);
  for (let chunk = await read(); !chunk.done; chunk = await read()) {
    chunks.push(chunk.value);
    onChunk(chunk.value.length);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** The connection was lost, at the beginning or later. */
function notFetched(cause: unknown): never {
  throw new Error('MNIST could not be fetched: connect to the network once, and it is kept for later.', { cause });
}
