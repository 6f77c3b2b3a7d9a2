import { IMAGE_PIXELS, IMAGE_SIDE, type DigitSet } from '@mnist-adder/dataset';
import { PictureError, evaluateAdder, prepareImage } from '@mnist-adder/model';
import type { ModelRobustness } from '../results/robustness.js';
import { corrupted, type Corruption } from '../corruptions/corruption.js';
import type { OpenModel } from './open-model.js';

/**
 * Measures how models read images under each corruption.
 *
 * @param withPreparation also measures them with the preparation that pictures get.
 * @returns the accuracies of each model, in the order of the models.
 */
export async function measureRobustness(
  models: readonly Pick<OpenModel, 'predict'>[],
  digits: DigitSet,
  corruptions: readonly Corruption[],
  withPreparation: boolean,
): Promise<ModelRobustness['corruptions'][]> {
  const measured: ModelRobustness['corruptions'][] = models.map(() => []);
  for (const corruption of corruptions) {
    const images = corrupted(digits.images, corruption);
    const prepared = withPreparation ? prepareImages(images) : undefined;
    for (const [i, { predict }] of models.entries()) {
      const accuracy = async (images: Uint8Array) =>
        (await evaluateAdder(predict, { ...digits, images })).digit.accuracy;
      measured[i]!.push({
        name: corruption.name,
        asItIs: await accuracy(images),
        prepared: prepared && (await accuracy(prepared)),
      });
    }
  }
  return measured;
}

/** Prepares images as if they were pictures. An image in which no ink is found stays as it is. */
function prepareImages(images: Uint8Array): Uint8Array {
  const prepared = images.slice();
  for (let start = 0; start < images.length; start += IMAGE_PIXELS) {
    const data = new Uint8ClampedArray(4 * IMAGE_PIXELS).fill(255);
    for (let i = 0; i < IMAGE_PIXELS; i++) data.fill(images[start + i]!, 4 * i, 4 * i + 3);
    try {
      prepared.set(prepareImage({ width: IMAGE_SIDE, height: IMAGE_SIDE, data }), start);
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
    }
  }
  return prepared;
}
