import { IMAGE_PIXELS, readIdx } from '@mnist-adder/dataset';
import { SHIPPED_DIGITS } from './shipped-digits.js';

export const SAMPLE_LABELS = SHIPPED_DIGITS.samples.labels;

/** The first sample of each digit, 0 to 9. */
export const FIRST_SAMPLES: readonly number[] = Array.from({ length: 10 }, (_, digit) => SAMPLE_LABELS.indexOf(digit));

let loading: Promise<Uint8Array> | undefined;

/** The pixels of a sample, [784], 0..255. */
export async function samplePixels(index: number): Promise<Uint8Array> {
  loading ??= load();
  try {
    return (await loading).slice(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS);
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

async function load(): Promise<Uint8Array> {
  const { path } = SHIPPED_DIGITS.samples;
  const response = await fetch(path);
  if (!response.ok) throw new Error(`The sample digits could not be fetched (${response.status}): reload the page.`);
  return (await readIdx(new Uint8Array(await response.arrayBuffer()), { source: path })).data;
}
