import { ArgumentError } from '../errors.js';
import { IMAGE_PIXELS } from '../constants.js';
import { imageAt } from '../digits/digit-set.js';
import type { RandomStream } from '../random/random-stream.js';
import { type AugmentationSettings, completeAugmentationSettings } from './augmentation-settings.js';
import { createElasticField, stillDisplacement } from './elastic-field.js';
import { createFrame, drawAffineMap, PIXEL, warpImage } from './warp-image.js';

/**
 * Augments images: it shifts, rotates, scales, shears and distorts each one at random. The result depends only on the
 * arguments and on the state of the stream. Give each batch its own stream, `randomStream(seed, 'augmentation', epoch,
 * index)`, and a batch is always the same.
 *
 * All changes become one map from pixels to places in the original, so ink is interpolated (bilinearly) only once. Outside
 * of an image there is background.
 *
 * @param images [n × 784], 0..255; they are not changed
 * @returns [n × 784], 0..255, a copy.
 * @throws `ArgumentError` for a setting that is out of its range, or a number of pixels that is not a multiple of 784.
 */
export function augmentImages(images: Uint8Array, settings: AugmentationSettings, stream: RandomStream): Uint8Array {
  if (images.length % IMAGE_PIXELS !== 0) {
    throw new ArgumentError('images.length', `a multiple of ${IMAGE_PIXELS}`, images.length);
  }
  const complete = completeAugmentationSettings(settings);
  const drawDisplacement = complete.elastic ? createElasticField(complete.elastic, PIXEL) : undefined;
  const still = stillDisplacement();
  const frame = createFrame();
  const augmented = new Uint8Array(images.length);
  for (let index = 0; index < images.length / IMAGE_PIXELS; index++) {
    const target = imageAt(augmented, index);
    const map = drawAffineMap(complete, stream);
    warpImage(imageAt(images, index), target, map, drawDisplacement?.(stream) ?? still, frame);
  }
  return augmented;
}
