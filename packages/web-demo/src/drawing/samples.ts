import { imageAt, readIdx } from '@mnist-adder/dataset';
import digits from 'virtual:bundled-digits';

const { labels, path, first } = digits.samples;

/** The digit that each sample shows. Samples are MNIST's first test images. */
export const SAMPLE_LABELS = labels;

/** The index of the first sample of each digit, 0 to 9. */
export const FIRST_SAMPLES = first.indexes;

/** The pixels of a sample, [784], 0..255. The first sample of each digit comes in a small file, all others in a large one. */
export async function samplePixels(index: number): Promise<Uint8Array> {
  const digit = FIRST_SAMPLES.indexOf(index);
  // A copy, because a view would take all samples along to the worker.
  return digit >= 0 ? imageAt(await load(first.path), digit).slice() : imageAt(await load(path), index).slice();
}

const loading = new Map<string, Promise<Uint8Array>>();

/** The images of a file, which is fetched once. */
async function load(file: string): Promise<Uint8Array> {
  const images = loading.get(file) ?? fetchImages(file);
  loading.set(file, images);
  try {
    return await images;
  } catch (error) {
    loading.delete(file);
    throw error;
  }
}

async function fetchImages(file: string): Promise<Uint8Array> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`The sample digits could not be fetched (${response.status}): reload the page.`);
  return (await readIdx(new Uint8Array(await response.arrayBuffer()), { source: file })).data;
}
