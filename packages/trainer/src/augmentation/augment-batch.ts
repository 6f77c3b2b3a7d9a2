import { augmentImages, randomStream } from '@mnist-adder/dataset';
import type { AugmentationSettings } from '@mnist-adder/dataset';

/** Which images are changed, how, and which random numbers are theirs. */
export interface AugmentationTask {
  /** [n × 784] */
  readonly images: Uint8Array;
  readonly settings: AugmentationSettings;
  readonly seed: number;
  readonly epoch: number;
  readonly index: number;
}

/**
 * Changes the images of one batch of a run.
 *
 * @throws `ArgumentError` for settings out of their range.
 */
export function augmentBatch({ images, settings, seed, epoch, index }: AugmentationTask): Uint8Array {
  return augmentImages(images, settings, randomStream(seed, 'augmentation', epoch, index));
}

/** @throws `ArgumentError` for settings out of their range or a seed that is no integer: now, and not in the first batch. */
export function checkAugmentation(settings: AugmentationSettings, seed: number): void {
  augmentBatch({ images: new Uint8Array(), settings, seed, epoch: 0, index: 0 });
}
