import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { BlankImageError, evaluateAdder, prepareImage } from '@mnist-adder/model';
import type { PredictEvery } from '@mnist-adder/model';
import { corrupted, CORRUPTIONS } from './corruptions.js';
import type { ModelRobustness } from './robustness-results.js';

/** Measures how a model reads images under each corruption, with and without the preparation that pictures get. */
export async function measureModel(
  predictEvery: PredictEvery,
  digits: DigitSet,
): Promise<ModelRobustness['corruptions']> {
  const accuracy = async (images: Uint8Array) =>
    (await evaluateAdder(predictEvery, { ...digits, images })).digitAccuracy;
  const measured: ModelRobustness['corruptions'] = [];
  for (const corruption of CORRUPTIONS) {
    const images = corrupted(digits.images, corruption);
    measured.push({
      name: corruption.name,
      asItIs: await accuracy(images),
      prepared: await accuracy(prepareImages(images)),
    });
  }
  return measured;
}

/** Brings images to 28 × 28 as if they were pictures; one on which nothing stands out stays as it is. */
function prepareImages(images: Uint8Array): Uint8Array {
  const prepared = images.slice();
  for (let start = 0; start < images.length; start += IMAGE_PIXELS) {
    const data = new Uint8ClampedArray(4 * IMAGE_PIXELS).fill(255);
    for (let i = 0; i < IMAGE_PIXELS; i++) data.fill(images[start + i]!, 4 * i, 4 * i + 3);
    try {
      prepared.set(prepareImage({ width: IMAGE_SIDE, height: IMAGE_SIDE, data }), start);
    } catch (error) {
      if (!(error instanceof BlankImageError)) throw error;
    }
  }
  return prepared;
}
