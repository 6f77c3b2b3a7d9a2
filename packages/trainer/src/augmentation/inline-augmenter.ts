import type { AugmentationSettings } from '@mnist-adder/dataset';
import { augmentBatch, checkAugmentation } from './augment-batch.js';
import type { Augmenter } from './augmenter.js';

/**
 * Augments where it is called: anywhere, and at the cost of the thread that trains.
 *
 * @throws `ArgumentError` for settings out of their range.
 */
export function inlineAugmenter(settings: AugmentationSettings, seed: number): Augmenter {
  checkAugmentation(settings, seed);
  return {
    augment: (images, epoch, index) =>
      Promise.resolve().then(() => augmentBatch({ images, settings, seed, epoch, index })),
    close: () => Promise.resolve(),
  };
}
