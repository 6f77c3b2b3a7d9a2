import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { BlankImageError, evaluateAdder, prepareImage } from '@mnist-adder/model';
import type { OpenModel } from '../results/open-model.js';
import { corrupted, CORRUPTIONS } from './corruptions.js';
import type { ModelRobustness } from './robustness-results.js';

/**
 * Measures how models read images under each corruption, with and without the preparation that pictures get.
 *
 * @returns what each of them came to, in their order.
 */
export async function measureModels(
  models: readonly Pick<OpenModel, 'predict'>[],
  digits: DigitSet,
): Promise<ModelRobustness['corruptions'][]> {
  const measured: ModelRobustness['corruptions'][] = models.map(() => []);
  for (const corruption of CORRUPTIONS) {
    const images = corrupted(digits.images, corruption);
    const prepared = prepareImages(images);
    for (const [i, { predict }] of models.entries()) {
      const accuracy = async (images: Uint8Array) =>
        (await evaluateAdder(predict, { ...digits, images })).digitAccuracy;
      const { name } = corruption;
      measured[i]!.push({ name, asItIs: await accuracy(images), prepared: await accuracy(prepared) });
    }
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
