import { augmentImages, randomStream, type AugmentationSettings } from '@mnist-adder/dataset';

/** Changes the images of a run's batches at random: a pure function of the settings, the seed and the batch's place. */
export interface Augmenter {
  /**
   * Augments a batch.
   *
   * @param images [n × 784], 0..255. The augmenter takes them over: it may move them to another thread, which empties the array.
   * @param epoch epoch, from 0
   * @param index the batch of the epoch, from 0
   * @returns [n × 784], a new array.
   */
  augment(images: Uint8Array, epoch: number, index: number): Promise<Uint8Array>;
  /** Frees what the augmenter holds. Batches in progress are rejected, and no others may be asked for. */
  close(): Promise<void>;
}

/** A batch to augment. */
export interface AugmentationTask {
  /** [n × 784], 0..255 */
  readonly images: Uint8Array;
  readonly settings: AugmentationSettings;
  readonly seed: number;
  /** Epoch, from 0. */
  readonly epoch: number;
  /** The batch of the epoch, from 0. */
  readonly index: number;
}

/**
 * Augments one batch of a run.
 *
 * @throws `ArgumentError` for settings out of range.
 */
export function augmentBatch({ images, settings, seed, epoch, index }: AugmentationTask): Uint8Array {
  return augmentImages(images, settings, randomStream(seed, 'augmentation', epoch, index));
}

/**
 * Checks settings before the first batch.
 *
 * @throws `ArgumentError` for settings out of range or a seed that is not an integer.
 */
export function checkAugmentation(settings: AugmentationSettings, seed: number): void {
  augmentBatch({ images: new Uint8Array(), settings, seed, epoch: 0, index: 0 });
}

/**
 * Augments on the calling thread. It works anywhere, at the cost of the thread that trains.
 *
 * @throws `ArgumentError` for settings out of range.
 */
export function inlineAugmenter(settings: AugmentationSettings, seed: number): Augmenter {
  checkAugmentation(settings, seed);
  return {
    augment: (images, epoch, index) =>
      Promise.resolve().then(() => augmentBatch({ images, settings, seed, epoch, index })),
    close: () => Promise.resolve(),
  };
}
