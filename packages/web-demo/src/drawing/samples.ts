import { DIGIT_CLASSES, imageAt, readIdx } from '@mnist-adder/dataset';
import digits from 'virtual:bundled-digits';

/** The digit that each sample shows. Samples are MNIST's first test images. */
export const SAMPLE_LABELS = digits.samples.labels;

/** The index of the first sample of each digit, 0 to 9. */
export const FIRST_SAMPLES: readonly number[] = Array.from({ length: DIGIT_CLASSES }, (_, digit) =>
  SAMPLE_LABELS.indexOf(digit),
);

let loading: Promise<Uint8Array> | undefined;

/** The pixels of a sample, [784], 0..255. All samples are fetched with the first one. */
export async function samplePixels(index: number): Promise<Uint8Array> {
  loading ??= load();
  try {
    // A copy, because a view would take all samples along to the worker.
    return imageAt(await loading, index).slice();
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

async function load(): Promise<Uint8Array> {
  const { path } = digits.samples;
  const response = await fetch(path);
  if (!response.ok) throw new Error(`The sample digits could not be fetched (${response.status}): reload the page.`);
  return (await readIdx(new Uint8Array(await response.arrayBuffer()), { source: path })).data;
}
